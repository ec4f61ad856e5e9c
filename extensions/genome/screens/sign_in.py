"""What sign-in and account consist of, by what the product offers beside the password."""

from dataclasses import dataclass

from .. import tscode
from ..project import has_second_factor
from ..schema import Genome

SECOND_FACTOR = (
    ("confirm-by-code", "CONFIRM_BY_CODE"),
    ("second-factor-gate", "SecondFactorGate"),
    ("second-factor-section", "SecondFactorSection"),
    ("sign-in-step", "SignInStep"),
)
SOCIAL = (
    ("connections-section", "ConnectionsSection"),
    ("provider-buttons", "ProviderButtons"),
    ("sign-up-step", "SignUpStep"),
)


@dataclass(frozen=True)
class SignInSource:
    """Finished pieces of `sign-in-parts.ts`."""

    imports: list[str]
    steps: str
    other_ways_in: str
    confirmation_ways: str
    security_sections: str
    gate: str


def sign_in_source(genome: Genome) -> SignInSource:
    """Work out which parts there are."""
    by_code, by_provider = has_second_factor(genome), bool(genome.oauth2_providers)
    steps = [
        *([("second_factor_required", "SignInStep")] if by_code else []),
        *([("sign_up_required", "SignUpStep")] if by_provider else []),
    ]
    sections = [
        *(["SecondFactorSection"] if by_code else []),
        *(["ConnectionsSection"] if by_provider else []),
    ]
    return SignInSource(
        imports=[
            'import type { ComponentType } from "react";'
            if by_code
            else 'import { Fragment, type ComponentType } from "react";',
            "",
            *(_import("second-factor", *part) for part in (SECOND_FACTOR if by_code else ())),
            *(_import("social", *part) for part in (SOCIAL if by_provider else ())),
        ],
        steps=tscode.mapping(steps).exploded(0) if steps else "{}",
        other_ways_in="ProviderButtons" if by_provider else "undefined",
        confirmation_ways=tscode.render(tscode.listing(["CONFIRM_BY_CODE"] if by_code else []), 0),
        security_sections=tscode.render(tscode.listing(sections), 0),
        gate="SecondFactorGate" if by_code else "Fragment",
    )


def _import(feature: str, module: str, name: str) -> str:
    return tscode.named_import(f"@/features/{feature}/{module}", [name])
