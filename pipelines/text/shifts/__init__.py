"""Bytes lost or cut without regard to character borders, and the run behind them one off."""
