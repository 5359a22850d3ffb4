"""Constraints of a form, evaluated as XPath 1.0 by a library, with the functions of ODK."""

import re
from xml.etree import ElementTree as ET

from elementpath import XPathContext
from elementpath.xpath1 import XPath1Parser


class Parser(XPath1Parser):
    """XPath 1.0 with ``regex``, as the specification of ODK XForms has it."""


@Parser.method(
    Parser.function("regex", nargs=2, sequence_types=("xs:string?", "xs:string?", "xs:boolean"))
)
def evaluate__regex(self, context=None):
    context = self.context or context
    text = self.get_argument(context, default="", cls=str)
    pattern = self.get_argument(context, index=1, default="", cls=str)
    return re.search(pattern, text) is not None


Parser.build()


def holds(expression, here, **others):
    """Whether an expression holds of an answer, beside others by name."""
    return bool(evaluated(expression, here, **others))


def evaluated(expression, here="", **others):
    """Return the value of an expression for an answer, beside others by name."""
    asked = re.sub(r"\$\{(\w+)\}", r"$\1", expression)
    answer = ET.Element("answer")
    answer.text = str(here)
    context = XPathContext(answer, item=answer, variables={k: str(v) for k, v in others.items()})
    return Parser().parse(asked).evaluate(context)
