"""Records as Arrow: the schema of a class, records to batches and back, and checks by column.

Needs the extra ``arrow``. Everything is derived from the fields of a class. DuckDB, Polars, Spark
and others produce record batches, which `check_batches` accepts unchanged; nothing here
starts an engine.

>>> from tipmodel import Governorate, Place, arrow
>>> (batch,) = arrow.to_batches([Place(governorate=Governorate.BASRA), Place(country="JO")])
>>> batch.column("governorate").to_pylist()
['basra', None]
>>> next(arrow.from_batches([batch], Place))
Place(governorate=<Governorate.BASRA: 'basra'>)

"""

from ..core.errors import MissingLibraryError

try:
    import pyarrow  # noqa: F401 - to see whether it is installed
except ModuleNotFoundError:
    raise MissingLibraryError("tipmodel[arrow]") from None

from .checks import check_batches, issues_schema
from .columns import MAX_LEVELS, schema
from .rows import from_batches, to_batches

__all__ = [
    "MAX_LEVELS",
    "check_batches",
    "from_batches",
    "issues_schema",
    "schema",
    "to_batches",
]
