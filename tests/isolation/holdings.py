"""What an office has, as requests name it."""


class Holdings(dict[str, str]):
    """What an office has, by kind: primary keys and words as they stand in addresses and forms."""

    def own(self) -> "Holdings":
        """The same with the prefix `own_`, for requests that name things of two offices."""
        return Holdings({f"own_{name}": value for name, value in self.items()})
