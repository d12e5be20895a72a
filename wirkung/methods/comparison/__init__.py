"""How do two groups differ?"""
