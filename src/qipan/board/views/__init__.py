"""Pages of the board: the moves, one run and its parts, what-if, adoption, exports."""
