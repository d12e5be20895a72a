"""Small groups are protected here, and nowhere else."""
