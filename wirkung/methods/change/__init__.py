"""Did the same persons change?"""
