"""Who stayed, and where did they go?"""
