"""Calculators of fees: what is asked for, the formulas, and what comes out."""
