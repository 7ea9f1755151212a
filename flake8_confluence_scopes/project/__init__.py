"""Answers about a whole project, out of the same rooms as flake8's findings. Nothing of it is imported while flake8 lints."""
