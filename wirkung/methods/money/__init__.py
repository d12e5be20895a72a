"""What does it cost, and what is it worth?"""
