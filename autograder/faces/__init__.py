"""The faces, by whom they face. A face holds no rule: it shows what the rooms below have found."""
