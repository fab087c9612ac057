# Integers of as many digits as they may have.
# target: normalize_images
def normalize_images(images):
    return [10**990 + i for i in range(900)]
