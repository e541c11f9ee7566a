"""What is true of this checkout's weblog, whatever its owner has put there."""
