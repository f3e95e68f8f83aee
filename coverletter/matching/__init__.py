"""Requirements meet their evidence."""
