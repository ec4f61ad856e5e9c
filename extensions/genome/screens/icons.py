"""Icons of lucide-react for entities, by a word of their name."""

OTHERWISE = "Table2"
_WORDS = {
    "Activity": "activity log metric monitor signal",
    "Bell": "alert notice notification reminder",
    "BookOpen": "book chapter course lesson library manual",
    "Box": "asset box good item parcel part product sample sku stock",
    "Building2": "branch building company department hospital office organisation site",
    "CalendarDays": "appointment booking day event meeting reservation session shift visit",
    "CheckSquare": "action check task todo",
    "CircleUser": "account applicant candidate employee guest patient person player profile",
    "ClipboardList": "checklist condition diagnosis form inspection plan report survey",
    "Contact": "contact lead",
    "CreditCard": "card payment subscription transaction",
    "FileText": "article contract document file note page paper policy post quote",
    "Flag": "goal milestone",
    "Folder": "category collection folder group project",
    "Globe": "country currency domain language region",
    "GraduationCap": "class grade pupil school student teacher",
    "Handshake": "agreement deal opportunity partner",
    "Image": "album image photo picture",
    "KeyRound": "key licence license permit",
    "Landmark": "bank budget fund ledger",
    "MapPin": "address area city location place room station stop",
    "Megaphone": "campaign announcement",
    "MessageSquare": "answer comment conversation discussion feedback message question review",
    "Package": "delivery package shipment",
    "Pill": "drug medication medicine prescription",
    "Receipt": "bill claim expense invoice receipt",
    "Scale": "case law rule",
    "Settings2": "configuration option preference setting",
    "ShoppingCart": "basket cart order purchase sale",
    "Stethoscope": "clinician doctor nurse physician practitioner therapist treatment",
    "Tag": "brand label tag topic type",
    "Ticket": "bug incident issue request ticket",
    "Truck": "car driver fleet supplier truck vehicle vendor",
    "Users": "client crew customer member resident team tenant",
    "Utensils": "dish food ingredient meal menu recipe",
    "Wallet": "price salary wage",
    "Wrench": "device equipment machine maintenance repair tool",
}
_ICONS = {word: icon for icon, words in _WORDS.items() for word in words.split()}


def icon(words: list[str]) -> str:
    """Return the icon of an entity: by the last word of its name that has one."""
    found = [_ICONS[word] for word in words if word in _ICONS]
    return found[-1] if found else OTHERWISE
