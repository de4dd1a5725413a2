"""Huaitang (槐棠县): a county that does not exist, and the messy workbooks its offices would keep. All invented."""
