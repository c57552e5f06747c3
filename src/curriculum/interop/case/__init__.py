"""CASE (Competencies and Academic Standards Exchange, 1EdTech), version 1.0: a CFPackage as JSON, both ways.

It carries competencies and how they belong together, modules, their learning outcomes, and which module comes
before which. Whatever else a catalog has is told as lost. Any CFPackage can be read: items that do not say that
they are modules or learning outcomes of ours become competencies.

    >>> from curriculum.catalog import Catalog
    >>> from curriculum.model import Competency
    >>> text, losses = package_text(Catalog(id="mine", competencies=[Competency(id="listen", title="Listening")]))
    >>> read_package(text).catalog.competencies[0].id, losses
    ('listen', ())
"""

from curriculum.interop.case.reading import Reading, load_package, read_package
from curriculum.interop.case.writing import package_text

__all__ = ["Reading", "load_package", "package_text", "read_package"]
