"""The closed sets of the model."""

from ..core.metadata import LabeledEnum, labeled


@labeled("Sex")
class Sex(LabeledEnum):
    """As reported; empty means not stated."""

    FEMALE = "female", "Female", "A woman or a girl."
    MALE = "male", "Male", "A man or a boy."


@labeled("Form of delivery")
class Delivery(LabeledEnum):
    """How participants attend."""

    IN_PERSON = "in_person", "In person", "Everyone meets in one place."
    ONLINE = "online", "Online", "Everyone takes part over the internet."
    HYBRID = "hybrid", "Hybrid", "Some meet in one place, others take part online."
    BLENDED = "blended", "Blended", "One part is held online and another in person."


@labeled("Status")
class Status(LabeledEnum):
    """The current state of the training."""

    PLANNED = "planned", "Planned", "It will be held."
    ONGOING = "ongoing", "Under way", "It has begun and is not over."
    HELD = "held", "Held", "It has taken place."
    POSTPONED = "postponed", "Postponed", "It was moved to a later date."
    CANCELLED = "cancelled", "Cancelled", "It will not be held."
    OFFERED = "offered", "On offer", "It is in a catalogue or manual, without dates."


@labeled("Relation")
class Relation(LabeledEnum):
    """How another training is connected with this one."""

    PREVIOUS = "previous", "Previous event", "It came before this training."
    NEXT = "next", "Next event", "It comes after this training."
    PART_OF = "part_of", "Part of", "This training is part of it."
    FOLLOW_UP = "follow_up", "Follow-up", "It takes up what this training began."
    PRODUCED_BY = "produced_by", "Produced by", "This training came out of it."


@labeled("Kind of note")
class NoteKind(LabeledEnum):
    """What sort of note it is."""

    CONTEXT = "context", "Context", "What readers must know to understand the record."
    FINDING = "finding", "Finding of the source", "Something the source reports as found."
    INFERENCE = "inference", "Inference", "What the reader concludes; the source does not say it."
    CORRECTION = "correction", "Correction", "Something corrected, with the reason."
    CONFLICT = "conflict", "Conflict", "Two statements that do not agree."
