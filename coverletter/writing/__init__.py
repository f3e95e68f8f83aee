"""Evidence becomes a letter."""
