"""What a report is made of, and the executed notebook read as one."""
