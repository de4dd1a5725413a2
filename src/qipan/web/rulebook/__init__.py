"""The page of rules: every kind's versions with day, place and source; compare, draft, see the effect, put in force, take back."""
