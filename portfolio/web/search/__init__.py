"""The page where a citizen looks for their own words."""
