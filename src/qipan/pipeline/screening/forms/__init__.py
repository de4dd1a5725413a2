"""Reading what a person types about standards, figures, conditions and waivers."""
