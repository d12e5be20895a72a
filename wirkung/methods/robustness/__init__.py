"""Does the comparison hold under other methods?"""
