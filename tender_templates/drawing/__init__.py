"""Draws the Word templates in the house style: ``python -m tender_templates.drawing`` redraws them all."""
