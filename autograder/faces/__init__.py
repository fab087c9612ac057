"""The faces, by whom they face; a face holds no rule, it shows what the rooms below have found."""
