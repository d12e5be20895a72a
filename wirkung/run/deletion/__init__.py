"""What is due to be deleted in a workspace: found, shown, then deleted exactly as it was shown, and recorded."""
