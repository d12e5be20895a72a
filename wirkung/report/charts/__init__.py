"""The shapes that figures are drawn with."""
