"""Pages of leads: the list, one lead, writing one down, its acts."""
