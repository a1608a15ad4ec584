"""Small pieces that pages are made of; they know the theme and nothing of the work."""
