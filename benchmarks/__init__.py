"""What the project measures of itself: quality on labelled folders, speed side by side, hostile input, load."""
