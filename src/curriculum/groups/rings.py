"""Finite rings to do geometry in: products of finite fields, and whole numbers by a modulus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from attrs import frozen

LARGEST_TABLED = 128
"""The largest ring that is built from fields; beyond it, sums and products by a modulus do as well."""

Operation = Callable[[int, int], int]


@frozen
class Ring:
    """The numbers 0 to ``order - 1`` with a sum and a product.

    Attributes:
        order: how many elements there are.
        add: the sum of two elements.
        multiply: the product of two elements.
        distinct: elements of which any two differ by something that no factor but 0 turns into 0.
    """

    order: int
    add: Operation
    multiply: Operation
    distinct: tuple[int, ...]


def modular(order: int) -> Ring:
    """Return the whole numbers by a modulus.

    Example:
        >>> modular(6).multiply(4, 5)
        2
    """
    smallest = next(prime_powers(order), (order, 1))[0]
    return Ring(order, lambda a, b: (a + b) % order, lambda a, b: a * b % order, tuple(range(smallest)))


def field_product(order: int) -> Ring:
    """Return a product of finite fields with so many elements: the field itself for a power of a prime.

    Raises:
        ValueError: the order is below 2 or above :data:`LARGEST_TABLED`.

    Example:
        >>> len(field_product(8).distinct), len(field_product(12).distinct)
        (8, 3)
    """
    if not 1 < order <= LARGEST_TABLED:
        raise ValueError(f"no tables for {order}")
    factors = [(prime**power, *_field(prime, power)) for prime, power in prime_powers(order)]
    elements = list(product(*(range(size) for size, _, _ in factors)))
    number = {element: index for index, element in enumerate(elements)}

    def table(which: int) -> list[list[int]]:
        return [
            [
                number[tuple(factor[which][a][b] for factor, a, b in zip(factors, one, other, strict=True))]
                for other in elements
            ]
            for one in elements
        ]

    sums, products = table(1), table(2)
    smallest = min(size for size, _, _ in factors)
    diagonal = tuple(number[(index,) * len(factors)] for index in range(smallest))
    return Ring(order, lambda a, b: sums[a][b], lambda a, b: products[a][b], diagonal)


def prime_powers(number: int) -> Iterator[tuple[int, int]]:
    """Yield the prime factors of a number with their powers, smallest first.

    Example:
        >>> list(prime_powers(72))
        [(2, 3), (3, 2)]
    """
    divisor = 2
    while number > 1:
        if divisor * divisor > number:
            divisor = number
        power = 0
        while number % divisor == 0:
            number, power = number // divisor, power + 1
        if power:
            yield divisor, power
        divisor += 1


Table = list[list[int]]


def _field(prime: int, power: int) -> tuple[Table, Table]:
    """Return the tables of sums and of products of the field with ``prime ** power`` elements.

    An element is a polynomial over the whole numbers by the prime, written as the number with its coefficients as
    digits; products are reduced by the first polynomial that leaves no two factors with product 0.
    """
    size = prime**power
    digits = [_digits(number, prime, power) for number in range(size)]
    sums = [[_number([(x + y) % prime for x, y in zip(a, b, strict=True)], prime) for b in digits] for a in digits]
    for tail in digits:
        products = [[_number(_times(a, b, tail, prime), prime) for b in digits] for a in digits]
        if all(all(row[1:]) for row in products[1:]):
            return sums, products
    raise AssertionError("every finite field has an irreducible polynomial")


def _digits(number: int, base: int, length: int) -> list[int]:
    return [number // base**place % base for place in range(length)]


def _number(digits: list[int], base: int) -> int:
    return sum(digit * base**place for place, digit in enumerate(digits))


def _times(one: list[int], other: list[int], tail: list[int], prime: int) -> list[int]:
    """Multiply two polynomials; the highest power of the reducing one is the negative of ``tail``."""
    length = len(tail)
    result = [0] * (2 * length - 1)
    for i, x in enumerate(one):
        for j, y in enumerate(other):
            result[i + j] = (result[i + j] + x * y) % prime
    for place in range(len(result) - 1, length - 1, -1):
        for offset, digit in enumerate(tail):
            result[place - length + offset] = (result[place - length + offset] + result[place] * digit) % prime
    return result[:length]
