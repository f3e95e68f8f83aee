"""Every sentence of a letter answers to the resume."""
