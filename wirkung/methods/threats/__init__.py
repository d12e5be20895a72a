"""What could distort a result?"""
