"""Where each person was, and when."""
