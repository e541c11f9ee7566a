"""Sites that have ablog and add one word: what stock ablog makes of each, and what the weblog does."""
