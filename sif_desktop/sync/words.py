"""Words to be read out over the telephone: for the passphrase of one file, and for a key.

Every word is short, common and unlike the others by ear and eye; 256 of them, so that one word
carries eight bits.
"""

from __future__ import annotations

import hashlib
import secrets

PASSPHRASE_WORDS = 8  # 64 bits, each guess of which costs the reader's seconds of scrypt
CARD_WORDS = 8

WORDS = tuple(
    """
    acorn amber anchor apple apron arch arrow atlas autumn bacon badge bakery balcony bamboo
    banjo barley basket beacon beaver bedrock bicycle birch biscuit blanket blossom bonfire
    bramble breeze bridge broom bucket buffalo bugle butter button cabin cactus camel candle
    canoe canvas caramel carpet carrot castle cedar cellar chalk chapel cherry chimney
    circus clover coconut comet compass copper coral cotton cradle crater cricket crystal
    curtain cushion daisy damson dancer desert diamond dolphin donkey dragon drummer dune
    eagle easel elbow elephant ember engine falcon feather ferry fiddle finch flannel flute
    forest fossil fountain fox galaxy garden garlic gazelle ginger giraffe glacier goblet
    goose granite grape gravel guitar hammer hamster harbour harvest hazel hedgehog helmet
    heron hollow honey horizon hotel igloo indigo insect island ivory jacket jaguar jasmine
    jelly jigsaw juniper kangaroo kettle kingdom kitten koala ladder lagoon lantern laurel
    lemon leopard lettuce library lilac lizard lobster locket lotus lumber magnet mango
    maple marble marmot meadow melon mermaid meteor mirror mitten monkey moss mountain
    muffin mushroom mustard napkin needle nettle nickel noodle nutmeg oasis oatmeal ocean
    olive onion orange orchard orchid otter oyster paddle palace panda panther paper parrot
    parsley pasture peach peanut pebble pelican pencil pepper piano pigeon pillow pilot pine
    planet plum pocket pony poppy potato prism puffin pumpkin puzzle quarry quilt rabbit
    radish raven ribbon river robin rocket saddle saffron sailor salmon sandal sapphire
    scarf seagull shadow silver sparrow spinach squirrel statue sunset swallow tadpole tango
    teapot temple thimble thistle thunder ticket tiger timber toffee tomato tractor trumpet
    tulip tunnel turnip turtle umbrella valley velvet violet
    """.split()
)


def passphrase() -> str:
    """A new passphrase for one file."""
    return " ".join(secrets.choice(WORDS) for _ in range(PASSPHRASE_WORDS))


def spoken(key: bytes) -> str:
    """Words that stand for a key: two people who read out the same ones hold the same key."""
    digest = hashlib.sha256(b"sif card" + key).digest()
    return " ".join(WORDS[byte] for byte in digest[:CARD_WORDS])


def normal(words: str) -> str:
    """What was typed from hearing, as it was generated."""
    return " ".join(words.lower().replace("-", " ").split())
