"""From texts alone: can this file hold a call?"""
