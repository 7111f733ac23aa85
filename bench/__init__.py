"""What is measured, each figure beside its limit taken in the same run."""
