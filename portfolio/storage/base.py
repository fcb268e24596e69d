"""The column vocabulary: each Python type maps to one column type, here and once."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID, SafeUUID

from sqlalchemy import Date, DateTime, ForeignKey, LargeBinary, MetaData, String, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

Read = Callable[[Any], Any]

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Id(TypeDecorator[UUID]):
    """A UUID: native in PostgreSQL, 16 raw bytes in SQLite (half the size of its text form)."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column the database keeps best."""
        native = dialect.name == "postgresql"
        return dialect.type_descriptor(Uuid(native_uuid=True) if native else LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        """Hand the database what its column takes."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def result_processor(self, dialect: Dialect, coltype: object) -> Read | None:  # noqa: ARG002
        """Give a UUID back, as PostgreSQL's driver does by itself."""
        return None if dialect.name == "postgresql" else _read_uuid


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; what comes back from another zone is converted, not relabelled."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; a naive moment is a programming error, refused here."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without its zone")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give UTC back."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Read | None:
        """The same by a shorter way: a page reads hundreds."""
        short = dialect.name == "sqlite"
        return _read_instant if short else super().result_processor(dialect, coltype)


_put_int, _put_is_safe = vars(UUID)["int"].__set__, vars(UUID)["is_safe"].__set__
_UNKNOWN = SafeUUID.unknown


def _read_uuid(value: bytes | None) -> UUID | None:
    """``UUID(bytes=value)`` in a third of the time: it does not look for what else it was given."""
    if value is None:
        return None
    if len(value) != 16:  # noqa: PLR2004  # bytes of a UUID
        raise ValueError("not a UUID")
    made = object.__new__(UUID)
    _put_int(made, int.from_bytes(value))
    _put_is_safe(made, _UNKNOWN)
    return made


def _read_instant(value: str | None) -> datetime | None:
    """SQLite keeps UTC as text without its zone (:meth:`Instant.process_bind_param`)."""
    return None if value is None else datetime.fromisoformat(value + "+00:00")


class Base(DeclarativeBase):
    """Base of every row."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {
        datetime: Instant,
        date: Date,
        UUID: Id,
        bytes: LargeBinary,
    }


Key = Annotated[UUID, mapped_column(Id, primary_key=True)]
Word = Annotated[str, mapped_column(String(40))]
Name = Annotated[str, mapped_column(String(200))]
AccountId = Annotated[UUID, mapped_column(Id, ForeignKey("account.id", ondelete="CASCADE"))]
StructureId = Annotated[UUID, mapped_column(Id, ForeignKey("structure.id", ondelete="CASCADE"))]
PortfolioId = Annotated[UUID, mapped_column(Id, ForeignKey("portfolio.id", ondelete="CASCADE"))]
GrantId = Annotated[UUID, mapped_column(Id, ForeignKey("access_grant.id", ondelete="CASCADE"))]
