"""How far may a result be trusted, and was a goal met?"""
