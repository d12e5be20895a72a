"""What several rooms of methods compute with."""
