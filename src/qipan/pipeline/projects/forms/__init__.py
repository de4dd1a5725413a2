"""Reading what a person typed: whole forms, short acts, cells of the grid."""
