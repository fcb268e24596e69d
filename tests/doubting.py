"""A cache that nothing is taken from: whatever could have been is made anew, and compared."""

from portfolio.services.reopening import parted
from portfolio.services.sealed_cache import SealedCache


class Doubting(SealedCache):
    """What every page of the tests goes through: a name that forgets what it depends on shows."""

    def take(self, key: bytes, name: bytes) -> None:
        """Nothing, ever."""

    def keep(self, key: bytes, name: bytes, data: bytes) -> None:
        """Compare with what the real one would have given."""
        known = super().take(key, name)
        assert known in {None, data}, "made of something that its name does not say"
        super().keep(key, name, data)

    def renew(self, key: bytes, name: bytes, data: bytes) -> None:
        """The same of each thing made, by what it says it was made of."""
        known, made = super().take(key, name), parted(data)
        for line, former in (parted(known) if known else {}).items():
            assert made.get(line, former) == former, "made of something that its line does not say"
        super().keep(key, name, data)
