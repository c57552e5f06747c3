"""Before the programme runs: how large an effect must be for this design to find it."""

from __future__ import annotations

import math
from collections.abc import Callable

from attrs import field, frozen
from attrs.validators import gt
from scipy import optimize, stats

_LARGEST = 1e4


@frozen(kw_only=True)
class Contrast:
    """A comparison that is planned: how noisy its estimate will be.

    Attributes:
        standard_error: standard error of the effect, in standard deviations of one person's score, over 0.
        df: degrees of freedom of that error; 0 or fewer when the design leaves none.

    Raises:
        ValueError: ``standard_error`` is out of bounds.
    """

    standard_error: float = field(validator=gt(0))
    df: float

    def power(self, effect: float, *, alpha: float = 0.05, sides: int = 2) -> float | None:
        """Return the chance that an effect is found: that its t comes out significant.

        The noncentral t distribution with noncentrality effect / standard_error (Cohen 1988, *Statistical Power
        Analysis*, 2nd edition).

        Args:
            effect: the true effect, in standard deviations of one person's score.
            alpha: the level of the test, over 0 and under 1.
            sides: 2, or 1 for an effect that can only be positive.

        Returns:
            The chance, from 0 to 1; None when the design leaves no degrees of freedom.

        Raises:
            ValueError: ``effect`` is not finite, or ``alpha`` or ``sides`` is out of bounds.

        Example:
            >>> round(groups_contrast(30, 30).power(0.5), 4)
            0.4779
        """
        if not 0 < alpha < 1 or sides not in {1, 2} or not math.isfinite(effect):
            raise ValueError("a level is over 0 and under 1, a test has one side or two, an effect is a number")
        if not self.df > 0:
            return None
        shift = effect / self.standard_error
        limit = float(stats.t.isf(alpha / sides, self.df))
        return _above(limit, self.df, shift) + (_above(limit, self.df, -shift) if sides == 2 else 0.0)  # noqa: PLR2004

    def detectable(self, *, power: float = 0.8, alpha: float = 0.05, sides: int = 2) -> float | None:
        """Return the smallest effect that is found with this chance.

        Args:
            power: the chance, over ``alpha`` and under 1.
            alpha: the level of the test, over 0 and under 1.
            sides: 2, or 1 for an effect that can only be positive.

        Returns:
            The effect in standard deviations of one person's score; None when the design leaves no degrees of
            freedom.

        Raises:
            ValueError: an argument is out of bounds.

        Example:
            >>> round(adjusted_contrast(12, 12, correlation=0.6).detectable(), 2)
            0.96
        """
        if not alpha < power < 1:
            raise ValueError("a power is over the level of the test and under 1")
        if self.power(0.0, alpha=alpha, sides=sides) is None:
            return None

        def lacking(effect: float) -> float:
            return (self.power(effect, alpha=alpha, sides=sides) or 0.0) - power

        largest = self.standard_error
        while lacking(largest) < 0:
            largest *= 2
        return float(optimize.brentq(lacking, 0.0, largest, xtol=1e-10))


def paired_contrast(n: float, *, correlation: float) -> Contrast:
    """Return the contrast of after with before in the same people.

    Standard error sqrt(2 (1 - r) / n), n - 1 degrees of freedom; with r = 0.5 effects are in standard deviations
    of the changes.

    Args:
        n: number of people with both values, over 0.
        correlation: expected correlation of before and after, over -1 and under 1.

    Raises:
        ValueError: an argument is out of bounds.

    Example:
        >>> round(paired_contrast(12, correlation=0.5).detectable(), 2)
        0.89
    """
    return Contrast(standard_error=math.sqrt(2 * (1 - _inside(correlation)) / _over_zero(n)), df=n - 1)


def groups_contrast(treated: float, control: float) -> Contrast:
    """Return the contrast of two groups by their means after.

    Standard error sqrt(1/nT + 1/nC), nT + nC - 2 degrees of freedom.

    Args:
        treated: number of people in one group, over 0.
        control: number of people in the other, over 0.

    Raises:
        ValueError: a number is out of bounds.

    Example:
        >>> round(groups_contrast(12, 12).detectable(), 2)
        1.2
    """
    return Contrast(standard_error=_apart(treated, control), df=treated + control - 2)


def adjusted_contrast(treated: float, control: float, *, correlation: float) -> Contrast:
    """Return the contrast of two groups after, adjusted for the values before (ANCOVA).

    Standard error sqrt((1 - r^2) (1/nT + 1/nC)), nT + nC - 3 degrees of freedom (Borm et al. 2007, *Journal of
    Clinical Epidemiology* 60:1234-1238).

    Args:
        treated: number of people in one group, over 0.
        control: number of people in the other, over 0.
        correlation: expected correlation of before and after, over -1 and under 1.

    Raises:
        ValueError: an argument is out of bounds.

    Example:
        >>> round(adjusted_contrast(12, 12, correlation=0.5).detectable(), 2)
        1.04
    """
    error = math.sqrt(1 - _inside(correlation) ** 2) * _apart(treated, control)
    return Contrast(standard_error=error, df=treated + control - 3)


def clusters_contrast(
    treated: float, control: float, *, size: float, intraclass: float, correlation: float = 0.0
) -> Contrast:
    """Return the contrast of whole organisations, those treated and those not, adjusted for the values before.

    Standard error sqrt((1 - r^2) (rho + (1 - rho) / m) (1/GT + 1/GC)), GT + GC - 2 degrees of freedom (Donner &
    Klar 2000, *Design and Analysis of Cluster Randomization Trials*, chapter 5; the adjustment is taken to help as
    much between organisations as within).

    Args:
        treated: number of treated organisations, over 0.
        control: number of other organisations, over 0.
        size: number m of people in each, over 0.
        intraclass: expected correlation rho of two people of one organisation, from 0 to 1.
        correlation: expected correlation of before and after, over -1 and under 1.

    Raises:
        ValueError: an argument is out of bounds.

    Example:
        >>> round(clusters_contrast(3, 3, size=10, intraclass=0.1, correlation=0.5).detectable(), 2)
        1.16
    """
    if not 0 <= intraclass <= 1:
        raise ValueError("an intraclass correlation is from 0 to 1")
    shared = intraclass + (1 - intraclass) / _over_zero(size)
    error = math.sqrt((1 - _inside(correlation) ** 2) * shared) * _apart(treated, control)
    return Contrast(standard_error=error, df=treated + control - 2)


def needed_size(
    plan: Callable[[float], Contrast], effect: float, *, power: float = 0.8, alpha: float = 0.05, sides: int = 2
) -> float:
    """Return the size, not rounded, from which on a design finds an effect with this chance.

    Args:
        plan: the contrast for a size over 2, such as ``lambda n: groups_contrast(n, n)``.
        effect: the true effect in standard deviations of one person's score, over 0.
        power: the chance, over ``alpha`` and under 1.
        alpha: the level of the test, over 0 and under 1.
        sides: 2, or 1 for an effect that can only be positive.

    Raises:
        ValueError: an argument is out of bounds, or 10,000 are not enough.

    Example:
        >>> round(needed_size(lambda n: groups_contrast(n, n), 0.5), 3)
        63.766
    """
    if not effect > 0 or not alpha < power < 1:
        raise ValueError("an effect is over 0, and a power over the level of the test and under 1")

    def lacking(size: float) -> float:
        return (plan(size).power(effect, alpha=alpha, sides=sides) or 0.0) - power

    least = 2.0
    if lacking(_LARGEST) < 0:
        raise ValueError("the effect is too small for any design of a sensible size")
    return least if lacking(least) >= 0 else float(optimize.brentq(lacking, least, _LARGEST, xtol=1e-9))


def _above(limit: float, df: float, shift: float) -> float:
    """Return the chance that a noncentral t exceeds a limit; by its normal part where the library gives up."""
    chance = float(stats.nct.sf(limit, df, shift)) if shift else float(stats.t.sf(limit, df))
    return chance if math.isfinite(chance) else float(stats.norm.sf(limit - shift))


def _apart(treated: float, control: float) -> float:
    return math.sqrt(1 / _over_zero(treated) + 1 / _over_zero(control))


def _over_zero(number: float) -> float:
    if not number > 0:
        raise ValueError("a number of people or organisations is over 0")
    return number


def _inside(correlation: float) -> float:
    if not -1 < correlation < 1:
        raise ValueError("a correlation is over -1 and under 1")
    return correlation
