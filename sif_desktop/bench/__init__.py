"""How fast the program is, as ratios to something measured in the same run."""
