"""Hidden graders of chapter 7, convolutional neural networks."""

import contextlib

import numpy as np

from autograder.graders import as_array, grader
from dataset.mnist import load_mnist

# Where sums of products are compared, pixels and weights are positive: nothing cancels, so that an answer in
# float32 is right within (n + 1) · 6e-8, n being the number of products. Here n is at most 60, which makes
# 4e-6, and 1e-4 is allowed. Where signs are mixed, all numbers are exact in float32.


def lit(rng, *shape):
    """Pixels or weights from 0.5 to 1.5."""
    return rng.uniform(0.5, 1.5, size=shape)


def fitting_size(rng, filter_size, stride, pad):
    """The size of an input into which the filter fits without a rest, at 8 to 19 places."""
    return filter_size + (int(rng.integers(8, 20)) - 1) * stride - 2 * pad


def size_or_refusal(impl, *args):
    """Whether ValueError is raised, and the size if not."""
    try:
        return [False, as_array(impl.conv_output_size(*args), float)]
    except ValueError:
        return [True, 0.0]


@grader("conv_output_size", points=0.5)
def grade_conv_output_size_without_stride_and_pad(impl, rng):
    """stride も pad も省いたとき | without stride and pad"""
    size, filter_size = int(rng.integers(20, 40)), int(rng.integers(2, 9))
    pairs = [(size, filter_size), (size + 1, 1), (filter_size, filter_size)]
    return [as_array(impl.conv_output_size(*pair), float) for pair in pairs]


@grader("conv_output_size", points=1)
def grade_conv_output_size_with_pad(impl, rng):
    """pad があるとき（パディングのおかげで置ける、大きなフィルターも）
    |
    with pad, and with a filter that is so large that it needs the padding"""
    size, pad = int(rng.integers(5, 30)), int(rng.integers(2, 5))
    arguments = [(size, 5, 1, pad), (size, 2, 1, 1), (size, size + 2 * pad, 1, pad)]
    return [as_array(impl.conv_output_size(*args), float) for args in arguments]


@grader("conv_output_size", points=1)
def grade_conv_output_size_with_stride(impl, rng):
    """stride が 2 以上のとき | with a stride of 2 and more"""
    filters = rng.integers(2, 7, size=4).tolist()
    strides = [2, 3, 4, 5]
    return [
        as_array(impl.conv_output_size(fitting_size(rng, FS, S, 0), FS, S), float)
        for FS, S in zip(filters, strides, strict=True)
    ]


@grader("conv_output_size", points=0.5)
def grade_conv_output_size_is_a_whole_number(impl, rng):
    """型が int（stride と pad がどちらもあるとき） | its type is int, with stride and pad together"""
    cases = [(int(rng.integers(3, 8)), stride, pad) for stride, pad in ((2, 1), (2, 3), (3, 2))]
    return [impl.conv_output_size(fitting_size(rng, FS, S, P), FS, stride=S, pad=P) for FS, S, P in cases]


def refuses_a_rest(got, expected):
    for (refused, size), (refuse, right) in zip(got, expected, strict=True):
        if refuse and not refused:
            return "余りが出るのに ValueError が起こりません | a rest does not raise ValueError"
        if refused and not refuse:
            return "余りが出ないのに ValueError が起こります | ValueError is raised where there is no rest"
        if not refuse and not np.array_equal(size, right):
            return "余りが出ないときの値が違います | where there is no rest, the size is wrong"
    return True


@grader("conv_output_size", points=1, judge=refuses_a_rest)
def grade_conv_output_size_of_a_rest(impl, rng):
    """余りが出るとき、そのときだけ ValueError を起こす | ValueError for a rest, and only then"""
    filter_size = int(rng.integers(2, 6))
    cases = [(S, rest) for S in (2, 3, 5) for rest in range(S)]
    return [
        size_or_refusal(impl, fitting_size(rng, filter_size, S, 1) + rest, filter_size, S, 1)
        for S, rest in rng.permutation(cases).tolist()
    ]


def refuses_too_large_filters(got, expected):
    for (refused, size), (refuse, right) in zip(got, expected, strict=True):
        if refuse and not refused:
            return (
                "フィルターが入力より大きいのに ValueError が起こりません | "
                "a filter that is larger than the input does not raise ValueError"
            )
        if refused and not refuse:
            return (
                "フィルターが収まるのに ValueError が起こります | ValueError is raised for a filter that fits"
            )
        if not refuse and not np.array_equal(size, right):
            return "フィルターが収まるときの値が違います | for a filter that fits, the size is wrong"
    return True


@grader("conv_output_size", points=1, judge=refuses_too_large_filters)
def grade_conv_output_size_of_a_filter_too_large(impl, rng):
    """フィルターが入力より大きいとき、そのときだけ ValueError を起こす
    |
    ValueError for a filter that is larger than the input, and only then"""
    size, places = int(rng.integers(5, 30)), int(rng.integers(3, 30))
    too_large = [(size, size + 1, 1), (size, size + 2, 2), (size, size + 6, 3)]
    fitting = [(size, size, 2), (size + places, size, 1), (size + 2 * places, size, 2)]
    return [size_or_refusal(impl, *case) for case in rng.permutation(too_large + fitting).tolist()]


def pixels_and_border(padded, count):
    """The largest elements, as many as there are pixels, and the smallest; pixels are positive."""
    elements = np.sort(np.ravel(padded))
    return [elements[-count:], elements[0]]


@grader("pad_images", points=1)
def grade_pad_images_of_one_plane(impl, rng):
    """1 枚、1 チャンネルの画像に 0 の縁を付ける | a border of zeros around one image of one channel"""
    x = lit(rng, 1, 1, 4, 4)
    return [as_array(impl.pad_images(x, pad), float) for pad in (1, 2)]


@grader("pad_images", points=1)
def grade_pad_images_of_a_batch_with_channels(impl, rng):
    """何枚もの画像、複数のチャンネル、高さと幅が違うとき
    |
    several images, several channels, and a height that is not the width"""
    return as_array(impl.pad_images(lit(rng, 2, 3, 4, 5), int(rng.integers(1, 4))), float)


@grader("pad_images", points=0.5)
def grade_pad_images_with_pad_0(impl, rng):
    """pad が 0 なら、元の画像と同じ（pad が 1 なら、0 が加わり、画素はなくならない）
    |
    pad 0 gives the same images (pad 1 adds zeros and loses no pixel)"""
    x = lit(rng, 2, 1, 3, 4)
    return [as_array(impl.pad_images(x, 0), float), pixels_and_border(impl.pad_images(x, 1), x.size)]


@grader("pad_images", points=1, dtype=True)
def grade_pad_images_keeps_the_dtype(impl, rng):
    """要素の型は元のまま（uint8 と float32）で、0 が加わり、画素は残っている
    |
    the elements keep their type (uint8 and float32), zeros are added, and the pixels are there"""
    x = rng.integers(1, 256, size=(2, 1, 3, 3))
    return [
        pixels_and_border(impl.pad_images(x.astype(dtype), 1), x.size) for dtype in (np.uint8, np.float32)
    ]


@grader("pad_images", points=0.5)
def grade_pad_images_leaves_the_input(impl, rng):
    """渡した配列を書き換えない | leaves the array that it is given unchanged"""
    x = lit(rng, 1, 2, 3, 2)
    padded = impl.pad_images(x, 1)
    return [pixels_and_border(padded, x.size), x]


@grader("apply_filter", points=1)
def grade_apply_filter_of_a_square(impl, rng):
    """正方形の画像とフィルター | a square image and a square filter"""
    return as_array(impl.apply_filter(lit(rng, 6, 6), lit(rng, 3, 3)))


@grader("apply_filter", points=1)
def grade_apply_filter_of_a_rectangle(impl, rng):
    """高さと幅が違う画像と、縦長や横長のフィルター
    |
    an image whose height is not its width, and tall and wide filters"""
    image = lit(rng, 5, 8)
    return [as_array(impl.apply_filter(image, lit(rng, *shape))) for shape in ((3, 2), (2, 4), (1, 3))]


@grader("apply_filter", points=1)
def grade_apply_filter_of_extreme_sizes(impl, rng):
    """1×1 のフィルターと、画像と同じ大きさのフィルター | a filter of 1×1, and one as large as the image"""
    image = lit(rng, 4, 3)
    return [as_array(impl.apply_filter(image, lit(rng, *shape))) for shape in ((1, 1), (4, 3))]


@grader("apply_filter", points=0.5)
def grade_apply_filter_of_whole_numbers(impl, rng):
    """整数の画像と、負の数や小数もあるフィルター（結果は負にも、1 より大きくもなる）
    |
    an image of whole numbers, a filter with negative numbers and fractions: results may be negative, or
    over 1"""
    image = rng.integers(1, 10, size=(4, 4))
    kernel = np.array([[-1.0, 1.0], [1.0, -1.0]]) * rng.permutation([0.25, 0.75, 1.25, 2.75]).reshape(2, 2)
    return [as_array(impl.apply_filter(image, sign * kernel), float) for sign in (1, -1)]


@grader("apply_filter", points=0.5)
def grade_apply_filter_leaves_the_inputs(impl, rng):
    """渡した画像とフィルターを書き換えない | leaves the image and the filter that it is given unchanged"""
    image, kernel = lit(rng, 4, 4), lit(rng, 1, 1)
    out = as_array(impl.apply_filter(image, kernel))
    return [out, image, kernel]


def convolved(impl, rng, x_shape, w_shape, stride=1, pad=0):
    """The convolution of images of that shape by filters of that shape, with biases of 0."""
    x, W, b = lit(rng, *x_shape), lit(rng, *w_shape), np.zeros(w_shape[0])
    return as_array(impl.convolve(x, W, b, stride=stride, pad=pad))


@grader("convolve", points=1)
def grade_convolve_one_plane(impl, rng):
    """画像 1 枚、1 チャンネル、フィルター 1 個（b は 0） | one image, one channel, one filter (b is 0)"""
    x, W = lit(rng, 1, 1, 5, 5), lit(rng, 1, 1, 3, 3)
    return as_array(impl.convolve(x, W, np.zeros(1)))


@grader("convolve", points=1)
def grade_convolve_odd_sizes(impl, rng):
    """高さと幅が違う画像と、縦長や横長のフィルター（b は 0）
    |
    an image whose height is not its width, and tall and wide filters (b is 0)"""
    return [convolved(impl, rng, (1, 1, 4, 7), (1, 1, *shape)) for shape in ((3, 2), (2, 5), (4, 7))]


@grader("convolve", points=1)
def grade_convolve_channels(impl, rng):
    """チャンネルが 3 つ（b は 0） | three channels (b is 0)"""
    return convolved(impl, rng, (1, 3, 4, 5), (1, 3, 2, 2))


@grader("convolve", points=1)
def grade_convolve_filters(impl, rng):
    """フィルターが 3 個（b は 0） | three filters (b is 0)"""
    return convolved(impl, rng, (1, 1, 4, 5), (3, 1, 2, 2))


@grader("convolve", points=1)
def grade_convolve_bias(impl, rng):
    """バイアスはフィルターごとに 1 つ | one bias for each filter"""
    x, W = lit(rng, 1, 2, 2, 3), lit(rng, 3, 2, 1, 1)
    b = rng.uniform(20.0, 30.0, size=3) * rng.permutation([1, 1, -1])
    return as_array(impl.convolve(x, W, b))


@grader("convolve", points=1)
def grade_convolve_a_batch(impl, rng):
    """画像が 3 枚（b は 0） | three images (b is 0)"""
    return convolved(impl, rng, (3, 1, 4, 5), (1, 1, 2, 2))


@grader("convolve", points=1)
def grade_convolve_with_stride(impl, rng):
    """stride が 2 と 3（b は 0） | a stride of 2 and of 3 (b is 0)"""
    cases = [((1, 1, 7, 5), 2), ((1, 1, 6, 9), 3)]
    return [convolved(impl, rng, shape, (1, 1, 3, 3), stride=stride) for shape, stride in cases]


@grader("convolve", points=1)
def grade_convolve_with_pad(impl, rng):
    """pad が 1 と 2（b は 0） | a pad of 1 and of 2 (b is 0)"""
    return [convolved(impl, rng, (1, 1, 3, 4), (1, 1, 3, 3), pad=pad) for pad in (1, 2)]


@grader("convolve", points=1)
def grade_convolve_all_together(impl, rng):
    """何枚もの画像、複数のチャンネルとフィルター、バイアス、stride と pad を合わせて
    |
    several images, channels and filters, with biases, stride and pad, all together"""
    x, W = lit(rng, 2, 3, 5, 9), lit(rng, 4, 3, 3, 5)
    return as_array(impl.convolve(x, W, rng.uniform(20.0, 30.0, size=4), 2, 1))


@grader("convolve", points=1)
def grade_convolve_leaves_the_inputs(impl, rng):
    """渡した配列を書き換えない | leaves the arrays that it is given unchanged"""
    x, W, b = lit(rng, 1, 1, 3, 2), lit(rng, 1, 1, 1, 1), rng.uniform(20.0, 30.0, size=1)
    out = as_array(impl.convolve(x, W, b))
    return [out, x, W, b]


def convolution_layer(impl, rng, FN, C, FH, FW, **settings):
    """A Convolution with random weights and biases."""
    return impl.Convolution(rng.normal(size=(FN, C, FH, FW)), rng.normal(size=FN), **settings)


def images_without_ties(rng, *shape):
    """Images of both signs, no two of whose elements are nearer than 0.2: each window has one largest."""
    size = int(np.prod(shape))
    return ((rng.permutation(size) - size / 2 + rng.uniform(0.1, 0.9)) / 5).reshape(shape)


@grader("im2col", points=1)
def grade_im2col_of_one_plane(impl, rng):
    """画像 1 枚、1 チャンネル（フィルターは縦長） | one image of one channel; the filter is tall"""
    return impl.im2col(rng.normal(size=(1, 1, 4, 6)), 3, 2)


@grader("im2col", points=1)
def grade_im2col_of_channels(impl, rng):
    """画像 1 枚、3 チャンネル（フィルターは横長） | one image of three channels; the filter is wide"""
    return impl.im2col(rng.normal(size=(1, 3, 4, 5)), 2, 3)


@grader("im2col", points=1)
def grade_im2col_of_a_batch(impl, rng):
    """画像 3 枚、2 チャンネル（渡した画像は書き換えない） | three images of two channels, left unchanged"""
    images = rng.normal(size=(3, 2, 5, 4))
    return [impl.im2col(images, 2, 3), images]


@grader("im2col", points=1)
def grade_im2col_with_stride(impl, rng):
    """ストライド 2 と 3 | strides of 2 and 3"""
    return [
        impl.im2col(rng.normal(size=(2, 2, 7, 5)), 3, 1, stride=2),
        impl.im2col(rng.normal(size=(1, 2, 5, 8)), 2, 2, stride=3),
    ]


@grader("im2col", points=1)
def grade_im2col_with_pad(impl, rng):
    """パディング 1 と 2 | pads of 1 and 2"""
    return [
        impl.im2col(rng.normal(size=(2, 2, 3, 4)), 3, 2, pad=1),
        impl.im2col(rng.normal(size=(1, 1, 2, 3)), 2, 4, pad=2),
    ]


@grader("im2col", points=0.5)
def grade_im2col_with_a_rest(impl, rng):
    """ストライドで割り切れず、右と下に余りが出る
    |
    a rest at the right and at the bottom that no window reaches"""
    return [
        impl.im2col(rng.normal(size=(2, 2, 6, 7)), 3, 2, stride=2),
        impl.im2col(rng.normal(size=(1, 2, 5, 6)), 2, 3, 3, 1),
    ]


@grader("im2col", points=0.5)
def grade_im2col_with_the_least_and_the_largest_filter(impl, rng):
    """1×1 のフィルターと、画像と同じ大きさのフィルター | a filter of 1×1, and one as large as the image"""
    images = rng.normal(size=(2, 3, 2, 4))
    return [impl.im2col(images, 1, 1), impl.im2col(images, 2, 4)]


@grader("col2im", points=1)
def grade_col2im_without_overlap(impl, rng):
    """窓が重ならないとき（渡した col は書き換えない） | windows that do not overlap; col is left unchanged"""
    col = rng.normal(size=(6, 4))
    return [impl.col2im(col, (1, 1, 4, 6), 2, 2, 2), col]


@grader("col2im", points=1)
def grade_col2im_with_overlap(impl, rng):
    """窓が重なるとき、足し合わせる | what overlaps is added up"""
    return impl.col2im(rng.normal(size=(8, 6)), (1, 1, 4, 5), 3, 2)


@grader("col2im", points=1)
def grade_col2im_of_channels_and_a_batch(impl, rng):
    """画像 2 枚、3 チャンネル | two images of three channels"""
    return impl.col2im(rng.normal(size=(2 * 3 * 2, 3 * 2 * 3)), (2, 3, 4, 4), 2, 3)


@grader("col2im", points=0.5)
def grade_col2im_with_stride(impl, rng):
    """ストライド 2 で、窓が重なる | windows that overlap at a stride of 2"""
    return impl.col2im(rng.normal(size=(2 * 3 * 2, 2 * 3 * 3)), (2, 2, 7, 5), 3, 3, stride=2)


@grader("col2im", points=0.5)
def grade_col2im_with_pad(impl, rng):
    """パディング 1 と 2（広げた所は切り落とす） | pads of 1 and 2, which are cut off again"""
    return [
        impl.col2im(rng.normal(size=(2 * 4 * 7, 2 * 3 * 2)), (2, 2, 4, 6), 3, 2, pad=1),
        impl.col2im(rng.normal(size=(5 * 4, 2 * 4)), (1, 1, 2, 3), 2, 4, pad=2),
    ]


@grader("col2im", points=0.5)
def grade_col2im_with_a_rest(impl, rng):
    """窓が届かない右と下の余りは 0 | a rest at the right and at the bottom, where no window reaches, is 0"""
    return [
        impl.col2im(rng.normal(size=(2 * 2 * 4, 2 * 3 * 2)), (2, 2, 6, 9), 3, 2, 2),
        impl.col2im(rng.normal(size=(2 * 2, 2 * 2 * 3)), (1, 2, 5, 6), 2, 3, 3, 1),
    ]


# Each inner product is a sum of at most 90 products. In float32 each has an error of 6e-8 of its size, in all
# about 1e-6; a wrong answer is off by about 1.
@grader("col2im", points=0.5, atol=1e-4)
def grade_col2im_is_the_adjoint_of_im2col(impl, rng):
    """画像 x との内積が、im2col(x) と col の内積に等しい（H ≠ W、ストライド、パディングも）
    |
    its inner product with any images x is that of im2col(x) with col, also with strides and pads"""
    products = []
    for (N, C, H, W), (FH, FW), stride, pad, rows in [
        ((2, 2, 4, 3), (2, 2), 1, 0, 12),
        ((1, 3, 5, 6), (3, 2), 2, 1, 12),
        ((2, 1, 3, 7), (3, 3), 3, 1, 6),
    ]:
        images, col = rng.normal(size=(N, C, H, W)), rng.normal(size=(rows, C * FH * FW))
        products.append(np.sum(images * as_array(impl.col2im(col, images.shape, FH, FW, stride, pad))))
    return products


@grader("Convolution", points=1)
def grade_convolution_forward_of_one_channel(impl, rng):
    """forward：1 チャンネルの画像とフィルター 1 個 | forward: images of one channel, and one filter"""
    return convolution_layer(impl, rng, 1, 1, 2, 3).forward(rng.normal(size=(2, 1, 4, 5)))


@grader("Convolution", points=1.5)
def grade_convolution_forward(impl, rng):
    """forward：3 チャンネルの画像とフィルター 4 個（x は書き換えない）
    |
    forward: images of three channels, and four filters; x is left unchanged"""
    images = rng.normal(size=(2, 3, 5, 4))
    return [convolution_layer(impl, rng, 4, 3, 3, 2).forward(images), images]


@grader("Convolution", points=0.5)
def grade_convolution_forward_with_stride(impl, rng):
    """forward：ストライド 2 | forward: a stride of 2"""
    return convolution_layer(impl, rng, 3, 2, 3, 2, stride=2).forward(rng.normal(size=(2, 2, 7, 6)))


@grader("Convolution", points=0.5)
def grade_convolution_forward_with_pad(impl, rng):
    """forward：パディング 1 と 2 | forward: pads of 1 and 2"""
    return [
        convolution_layer(impl, rng, 3, 2, 3, 2, pad=1).forward(rng.normal(size=(2, 2, 3, 4))),
        convolution_layer(impl, rng, 2, 1, 2, 3, pad=2).forward(rng.normal(size=(1, 1, 2, 4))),
    ]


@grader("Convolution", points=0.5)
def grade_convolution_forward_with_a_rest(impl, rng):
    """forward：ストライドで割り切れない大きさ | forward: sizes that leave a rest"""
    return convolution_layer(impl, rng, 3, 2, 3, 2, stride=2).forward(rng.normal(size=(2, 2, 6, 7)))


@grader("Convolution", points=1.5)
def grade_convolution_dx(impl, rng):
    """backward：dx（dout は書き換えない） | backward: dx; dout is left unchanged"""
    layer, dout = convolution_layer(impl, rng, 4, 3, 3, 2), rng.normal(size=(2, 4, 3, 3))
    layer.forward(rng.normal(size=(2, 3, 5, 4)))
    return [layer.backward(dout), dout]


@grader("Convolution", points=1.5)
def grade_convolution_dW(impl, rng):
    """backward：dW | backward: dW"""
    layer = convolution_layer(impl, rng, 4, 3, 3, 2)
    layer.forward(rng.normal(size=(2, 3, 5, 4)))
    layer.backward(rng.normal(size=(2, 4, 3, 3)))
    return layer.dW


@grader("Convolution", points=1)
def grade_convolution_db(impl, rng):
    """backward：db | backward: db"""
    layer = convolution_layer(impl, rng, 3, 2, 2, 2)
    layer.forward(rng.normal(size=(2, 2, 4, 6)))
    layer.backward(rng.normal(size=(2, 3, 3, 5)))
    return layer.db


@grader("Convolution", points=1)
def grade_convolution_backward_with_stride_and_pad(impl, rng):
    """backward：ストライド、パディング、余りがあるとき | backward: with a stride, a pad and a rest"""
    found = []
    for (H, W), (OH, OW), stride, pad in [
        ((7, 6), (3, 3), 2, 0),
        ((3, 4), (3, 5), 1, 1),
        ((6, 7), (3, 4), 2, 1),
        ((2, 4), (4, 7), 1, 2),
    ]:
        layer = convolution_layer(impl, rng, 3, 2, 3, 2, stride=stride, pad=pad)
        layer.forward(rng.normal(size=(2, 2, H, W)))
        found += [layer.backward(rng.normal(size=(2, 3, OH, OW))), layer.dW, layer.db]
    return found


@grader("Convolution", points=0.5)
def grade_convolution_second_batch(impl, rng):
    """W と b の更新が伝わり、2 組目の勾配に 1 組目の値が残らない（枚数も大きさも違う）
    |
    updates of W and b arrive, and nothing of a first batch is left in a second, of another size"""
    W, b = rng.normal(size=(3, 2, 2, 3)), rng.normal(size=3)
    layer = impl.Convolution(W, b)
    layer.forward(rng.normal(size=(3, 2, 4, 5)))
    layer.backward(rng.normal(size=(3, 3, 3, 3)))
    W *= 0.5
    b += 1.0
    out = layer.forward(rng.normal(size=(2, 2, 3, 6)))
    return [out, layer.backward(rng.normal(size=(2, 3, 2, 4))), layer.dW, layer.db]


@grader("Convolution", points=0.5)
def grade_convolution_instances_apart(impl, rng):
    """2 つの層をつないで使っても混ざらない | two layers in a row do not mix"""
    first = convolution_layer(impl, rng, 3, 2, 2, 2)
    second = convolution_layer(impl, rng, 2, 3, 1, 2)
    out = second.forward(first.forward(rng.normal(size=(2, 2, 4, 5))))
    dx = first.backward(second.backward(rng.normal(size=(2, 2, 3, 3))))
    return [out, dx, first.dW, first.db, second.dW, second.db]


@grader("Pooling", points=1)
def grade_pooling_forward_of_one_plane(impl, rng):
    """forward：画像 1 枚、1 チャンネル、2×2 の窓 | forward: one image of one channel, windows of 2×2"""
    return impl.Pooling(2, 2).forward(images_without_ties(rng, 1, 1, 4, 6))


@grader("Pooling", points=1)
def grade_pooling_forward_of_channels_and_a_batch(impl, rng):
    """forward：画像 2 枚、3 チャンネル（x は書き換えない）
    |
    forward: two images of three channels; x is left unchanged"""
    images = images_without_ties(rng, 2, 3, 6, 4)
    return [impl.Pooling(2, 2, 2).forward(images), images]


@grader("Pooling", points=1)
def grade_pooling_forward_with_another_stride(impl, rng):
    """forward：窓の高さ、幅、ストライドがどれも違う（窓が重なる、または間が空く）
    |
    forward: height, width and stride of the windows all differ; they overlap, or leave gaps"""
    return [
        impl.Pooling(3, 2, stride=1).forward(images_without_ties(rng, 2, 2, 4, 5)),
        impl.Pooling(pool_h=2, pool_w=1, stride=3).forward(images_without_ties(rng, 1, 2, 5, 7)),
    ]


@grader("Pooling", points=0.5)
def grade_pooling_forward_with_a_rest(impl, rng):
    """forward：割り切れず、右と下に余りが出る | forward: a rest at the right and at the bottom"""
    return impl.Pooling(2, 2).forward(images_without_ties(rng, 2, 2, 5, 7))


@grader("Pooling", points=0.5)
def grade_pooling_forward_of_negative_values(impl, rng):
    """forward：負の値しかないとき | forward: of negative values only"""
    return impl.Pooling(2, 3, 2).forward(images_without_ties(rng, 2, 2, 4, 5) - 100.0)


# The book's sample code works out the size of the output without the pad. With these sizes it comes to the
# same; and with positive values it is all one whether 0 or -inf is put around the images.
@grader("Pooling", points=0.5)
def grade_pooling_with_pad(impl, rng):
    """forward と backward：パディング 1（正の値だけの画像）
    |
    forward and backward: a pad of 1, and images of positive values only"""
    layer = impl.Pooling(3, 2, stride=3, pad=1)
    out = layer.forward(images_without_ties(rng, 2, 2, 6, 8) + 100.0)
    return [out, layer.backward(rng.normal(size=(2, 2, 2, 3)))]


@grader("Pooling", points=1.5)
def grade_pooling_backward(impl, rng):
    """backward：2×2 の窓（dout は書き換えない） | backward: windows of 2×2; dout is left unchanged"""
    layer, dout = impl.Pooling(2, 2), rng.normal(size=(2, 3, 3, 2))
    layer.forward(images_without_ties(rng, 2, 3, 6, 4))
    return [layer.backward(dout), dout]


@grader("Pooling", points=1)
def grade_pooling_backward_with_overlap(impl, rng):
    """backward：窓が重なる、または間が空く | backward: windows that overlap, or leave gaps"""
    found = []
    for pool, stride, (H, W), (OH, OW) in [((3, 2), 1, (5, 4), (3, 3)), ((2, 1), 3, (5, 7), (2, 3))]:
        layer = impl.Pooling(*pool, stride)
        layer.forward(images_without_ties(rng, 2, 2, H, W))
        found.append(layer.backward(rng.normal(size=(2, 2, OH, OW))))
    return found


@grader("Pooling", points=0.5)
def grade_pooling_backward_with_a_rest(impl, rng):
    """backward：余りの所の勾配は 0 | backward: in the rest the gradient is 0"""
    layer = impl.Pooling(2, 2)
    layer.forward(images_without_ties(rng, 2, 2, 5, 7))
    return layer.backward(rng.normal(size=(2, 2, 2, 3)))


@grader("Pooling", points=0.5)
def grade_pooling_two_layers_and_two_batches(impl, rng):
    """2 つのレイヤが混ざらず、2 組目に 1 組目の値が残らない
    |
    two layers do not mix, and nothing of a first batch is left in a second"""
    first, second = impl.Pooling(2, 2), impl.Pooling(2, 2)
    first.forward(images_without_ties(rng, 3, 2, 4, 6))
    first.forward(images_without_ties(rng, 2, 1, 6, 4))
    second.forward(images_without_ties(rng, 2, 1, 6, 4))
    return [layer.backward(rng.normal(size=(2, 1, 3, 2))) for layer in (first, second)]


# A loss may have anything from 0 to 1e-7 inside its log. With probabilities above 0.01 this moves a loss by
# less than 1e-5.
NET_LOSS = {"atol": 1e-5}
# Parameters may be float32, which rounds each by up to 6e-8 of its size; images are float64, and so is what
# comes out. Sums of terms of a size below 3 are then off by up to 2e-7 a layer, less than 2e-6 after three;
# in every array that is compared, the largest number is above 5e-3.
NET_SINGLE = {"atol": 2e-6}
NET_KEYS = ("W1", "b1", "W2", "b2", "W3", "b3")
NET_LAYERS = {"1": "Conv1", "2": "Affine1", "3": "Affine2"}
(NET_IMAGES, NET_LABELS), _ = load_mnist(normalize=False, flatten=False)
# Images are square, filters fit, and what is pooled is even: the book's program works for no others. Ties of
# zeros after ReLU do not matter, as ReLU lets nothing back through where its output is 0.
NET_PADDED = {"filter_num": 4, "filter_size": 3, "pad": 2, "stride": 1}  # 6 → 8 → 4
NET_STRIDED = {"filter_num": 5, "filter_size": 3, "pad": 0, "stride": 2}  # 9 → 4 → 2
NET_PLAIN = {"filter_num": 3, "filter_size": 3, "pad": 0, "stride": 1}  # 8 → 6 → 3


def conv_net(impl, size, conv_param, channels=2, hidden=7, classes=4, **more):
    """The student's network for images of that size."""
    return impl.SimpleConvNet(
        input_dim=(channels, size, size),
        conv_param=dict(conv_param),
        hidden_size=hidden,
        output_size=classes,
        **more,
    )


def conv_net_params(rng, size, conv_param, channels=2, hidden=7, classes=4):
    """Parameters for such a network that keep the scores small, so that no probability is near 0."""
    number, side = conv_param["filter_num"], conv_param["filter_size"]
    half = ((size + 2 * conv_param["pad"] - side) // conv_param["stride"] + 1) // 2
    shapes = [
        (number, channels, side, side),
        (number,),
        (number * half * half, hidden),
        (hidden,),
        (hidden, classes),
        (classes,),
    ]
    values = (rng.uniform(-0.3, 0.3, size=shape) for shape in shapes)
    return dict(zip(NET_KEYS, values, strict=True))


def filled_conv_net(impl, rng, size, conv_param, **sizes):
    """Such a network with parameters drawn from rng, written into its arrays (and its layers', if copies)."""
    network = conv_net(impl, size, conv_param, **sizes)
    for key, value in conv_net_params(rng, size, conv_param, **sizes).items():
        network.params[key][...] = value
        with contextlib.suppress(Exception):
            layer = network.layers[NET_LAYERS[key[1]]]
            (layer.W if key[0] == "W" else layer.b)[...] = value
    return network


def net_inputs(rng, n, size, channels=2):
    """n images of that size with numbers of both signs."""
    return rng.uniform(-1.0, 1.0, size=(n, channels, size, size))


def net_labels(rng, n, classes=4):
    """n labels, in which each of the classes is found."""
    return rng.permutation(np.arange(n) % classes)


def shapes_of_net_params(network):
    """Of each parameter its shape, whether it holds numbers, and whether all are one or nearly all differ.

    Nearly: of 432,000 normal numbers in float32 about one in a hundred comes twice.
    """
    found = {}
    for key in NET_KEYS:
        array = as_array(network.params[key], float)
        different = len(np.unique(array))
        shape = np.zeros(array.shape, dtype=np.int8)  # small, as a wrong one may be large
        found[key] = [shape, array.dtype == float, different == 1, different > 0.9 * array.size]
    return found


@grader("SimpleConvNet", points=1)
def grade_conv_net_shapes(impl, rng):
    """params の形：引数を省いたときと、ほかの大きさのとき（重みはどれも違う数、バイアスはどれも同じ数）
    |
    the shapes of params: with no arguments, and with other sizes; the weights are different numbers, the
    biases all the same"""
    found = [shapes_of_net_params(impl.SimpleConvNet())]
    for _ in range(2):
        number, channels, hidden, classes = (int(n) for n in rng.permutation(np.arange(2, 10))[:4])
        side = int(rng.integers(2, 5))
        size = side - 1 + 2 * int(rng.integers(2, 5))
        param = {"filter_num": number, "filter_size": side, "pad": 0, "stride": 1}
        found.append(shapes_of_net_params(conv_net(impl, size, param, channels, hidden, classes)))
    return found


@grader("SimpleConvNet", points=0.5)
def grade_conv_net_shapes_with_padding(impl, rng):
    """params の形：パディングが 3 と 4 のとき | the shapes of params with a padding of 3 and 4"""
    found = []
    for pad in (3, 4):
        number, half, hidden = (int(n) for n in rng.integers([2, 5, 2], [9, 9, 20]))
        param = {"filter_num": number, "filter_size": 5, "pad": pad, "stride": 1}
        found.append(shapes_of_net_params(conv_net(impl, 2 * half + 4 - 2 * pad, param, hidden=hidden)))
    return found


@grader("SimpleConvNet", points=0.5)
def grade_conv_net_shapes_with_stride(impl, rng):
    """params の形：ストライドが 2 と 3 のとき | the shapes of params with strides of 2 and 3"""
    found = []
    for stride in (2, 3):
        number, half, hidden = (int(n) for n in rng.integers([2, 2, 2], [9, 6, 20]))
        param = {"filter_num": number, "filter_size": 3, "pad": 1, "stride": stride}
        found.append(shapes_of_net_params(conv_net(impl, stride * (2 * half - 1) + 1, param, hidden=hidden)))
    return found


@grader("SimpleConvNet", points=0.5)
def grade_conv_net_initial_values(impl, rng):
    """初期値：重みの平均は 0、標準偏差は weight_init_std、バイアスは 0
    |
    initial values: weights with mean 0 and standard deviation weight_init_std, biases 0"""
    # W1 has 2,500 numbers, W2 and W3 have more: mean / deviation varies by 1/50, and the deviation itself,
    # relatively, by 1/70. Rounded to halves, either would be off by 1/4 at least: 12 and 17 times that.
    param = {"filter_num": 20, "filter_size": 5, "pad": 0, "stride": 1}  # 8 → 4 → 2
    hidden, classes = (int(n) for n in rng.integers([200, 100], [300, 200]))
    found = []
    for std in (None, 0.5):
        more = {} if std is None else {"weight_init_std": std}
        network = conv_net(impl, 8, param, channels=5, hidden=hidden, classes=classes, **more)
        for key in ("W1", "W2", "W3"):
            weights = as_array(network.params[key], float)
            spread = np.std(weights) / (std or 0.01)
            found.append([np.shape(weights), abs(np.round(2 * np.mean(weights) / np.std(weights)))])
            found.append([min(np.round(2 * spread), 4.0)])
        found.append([bool(np.all(network.params[key] == 0)) for key in ("b1", "b2", "b3")])
    return found


@grader("SimpleConvNet", points=0.5, **NET_SINGLE)
def grade_conv_net_layers(impl, rng):
    """layers のキーと順序。順に forward を通すと点数になる
    |
    the keys of layers and their order; one forward after the other gives the scores"""
    layers, x = filled_conv_net(impl, rng, 8, NET_PLAIN).layers, net_inputs(rng, 3, 8)
    for layer in layers.values():
        x = layer.forward(x)
    return [[str(key) for key in layers], x]


@grader("SimpleConvNet", points=1, **NET_SINGLE)
def grade_conv_net_predict(impl, rng):
    """predict：点数（ソフトマックス関数は通さない） | predict: the scores, without softmax"""
    return filled_conv_net(impl, rng, 8, NET_PLAIN).predict(net_inputs(rng, 5, 8))


@grader("SimpleConvNet", points=0.5, **NET_SINGLE)
def grade_conv_net_predict_with_padding(impl, rng):
    """predict：パディングがあるとき | predict: with padding"""
    return filled_conv_net(impl, rng, 6, NET_PADDED).predict(net_inputs(rng, 5, 6))


@grader("SimpleConvNet", points=0.5, **NET_SINGLE)
def grade_conv_net_predict_with_stride(impl, rng):
    """predict：ストライドが 2 のとき | predict: with a stride of 2"""
    return filled_conv_net(impl, rng, 9, NET_STRIDED).predict(net_inputs(rng, 5, 9))


@grader("SimpleConvNet", points=0.5, **NET_LOSS)
def grade_conv_net_loss_with_labels(impl, rng):
    """loss：ラベルの t | loss: t of labels"""
    network = filled_conv_net(impl, rng, 8, NET_PLAIN)
    return network.loss(net_inputs(rng, 6, 8), net_labels(rng, 6))


@grader("SimpleConvNet", points=0.5, **NET_LOSS)
def grade_conv_net_loss_with_one_hot(impl, rng):
    """loss：one-hot 表現の t | loss: t in one-hot form"""
    network = filled_conv_net(impl, rng, 8, NET_PLAIN)
    return network.loss(net_inputs(rng, 6, 8), np.eye(4)[net_labels(rng, 6)])


def one_hot_of_four(rng, n):
    """n one-hot rows for four classes, some classes more often than others."""
    return np.eye(4)[rng.integers(4, size=n)]


def net_inputs_to_tell(rng, n, size=8):
    """Images whose scores differ enough for all classes to be answered now and then."""
    return 8 * net_inputs(rng, n, size)


@grader("SimpleConvNet", points=0.5)
def grade_conv_net_accuracy_with_labels(impl, rng):
    """accuracy：ラベルの t（100 枚と 200 枚） | accuracy: t of labels (100 and 200 images)"""
    network = filled_conv_net(impl, rng, 8, NET_PLAIN)
    return [network.accuracy(net_inputs_to_tell(rng, n), rng.integers(4, size=n)) for n in (100, 200)]


@grader("SimpleConvNet", points=0.5)
def grade_conv_net_accuracy_with_one_hot(impl, rng):
    """accuracy：one-hot 表現の t（100 枚と 200 枚） | accuracy: t in one-hot form (100 and 200 images)"""
    network = filled_conv_net(impl, rng, 8, NET_PLAIN)
    return [network.accuracy(net_inputs_to_tell(rng, n), one_hot_of_four(rng, n)) for n in (100, 200)]


@grader("SimpleConvNet", points=0.5)
def grade_conv_net_accuracy_in_batches(impl, rng):
    """accuracy：batch_size 枚ずつ predict に渡しても、結果は全体の割合
    |
    accuracy: predict gets batch_size images at a time, and the result is the share of all"""
    network, batches = filled_conv_net(impl, rng, 8, NET_PLAIN), []
    predict = network.predict

    def watched(x, *more, **named):
        batches.append(len(x))
        return predict(x, *more, **named)

    network.predict = watched
    accuracy = network.accuracy(net_inputs_to_tell(rng, 60), rng.integers(4, size=60), batch_size=15)
    return [accuracy, max(batches, default=0) <= 15]


def gradient_of_conv_net(impl, rng, size, conv_param, one_hot=False):
    """The gradients of a small network for six images."""
    network, x = filled_conv_net(impl, rng, size, conv_param), net_inputs(rng, 6, size)
    t = net_labels(rng, 6)
    return network.gradient(x, np.eye(4)[t] if one_hot else t)


@grader("SimpleConvNet", points=0.5, **NET_SINGLE)
def grade_conv_net_gradient_of_the_last_layers(impl, rng):
    """gradient：W2、b2、W3、b3 | gradient: W2, b2, W3 and b3"""
    grads = gradient_of_conv_net(impl, rng, 8, NET_PLAIN)
    return [grads[key] for key in NET_KEYS[2:]]


@grader("SimpleConvNet", points=1, **NET_SINGLE)
def grade_conv_net_gradient_of_the_filters(impl, rng):
    """gradient：W1 と b1（誤差が画像の形に戻ってフィルターに届く）
    |
    gradient: W1 and b1 (the error goes back into the shape of images and reaches the filters)"""
    grads = gradient_of_conv_net(impl, rng, 8, NET_PLAIN, one_hot=True)
    return [grads["W1"], grads["b1"]]


@grader("SimpleConvNet", points=0.5, **NET_SINGLE)
def grade_conv_net_gradient_with_padding(impl, rng):
    """gradient：パディングがあるとき | gradient: with padding"""
    grads = gradient_of_conv_net(impl, rng, 6, NET_PADDED)
    return {key: grads[key] for key in NET_KEYS}


@grader("SimpleConvNet", points=0.5, **NET_SINGLE)
def grade_conv_net_gradient_with_stride(impl, rng):
    """gradient：ストライドが 2 のとき | gradient: with a stride of 2"""
    grads = gradient_of_conv_net(impl, rng, 9, NET_STRIDED)
    return {key: grads[key] for key in NET_KEYS}


@grader("SimpleConvNet", points=0.5, **NET_SINGLE)
def grade_conv_net_gradient_on_digits(impl, rng):
    """gradient：手書き数字とラベルの t | gradient: handwritten digits, t of labels"""
    chosen = rng.choice(len(NET_IMAGES), 4, replace=False)
    x, t = NET_IMAGES[chosen] / 255.0, NET_LABELS[chosen]
    param = {"filter_num": 2, "filter_size": 5, "pad": 0, "stride": 1}
    grads = filled_conv_net(impl, rng, 28, param, channels=1, classes=10).gradient(x, t)
    return {key: grads[key] for key in NET_KEYS}


@grader("SimpleConvNet", points=0.5, **NET_SINGLE)
def grade_conv_net_sees_updated_params(impl, rng):
    """params をその場で更新すると、レイヤの計算も変わる（2 回の勾配降下）
    |
    when params are updated in place, the layers compute with the new ones (two steps of descent)"""
    network = conv_net(impl, 8, NET_PLAIN)
    for key, value in conv_net_params(rng, 8, NET_PLAIN).items():
        network.params[key][...] = value
    x, t = net_inputs(rng, 6, 8), net_labels(rng, 6)
    for _ in range(2):
        grads = network.gradient(x, t)
        for key in NET_KEYS:
            network.params[key] -= 0.5 * grads[key]
    return network.predict(x)


def grid_filters(rng, *shape):
    """Filters of both signs, each with a mean and a spread of its own."""
    spread = rng.uniform(0.2, 2.0, size=(shape[0], 1, 1, 1))
    return spread * rng.normal(size=shape) + rng.uniform(-1.0, 1.0, size=(shape[0], 1, 1, 1))


@grader("filter_grid", points=1)
def grade_filter_grid_of_full_rows(impl, rng):
    """最後の行まで埋まるとき | when all rows are full"""
    return impl.filter_grid(grid_filters(rng, 6, 1, 3, 3), 3)


@grader("filter_grid", points=1)
def grade_filter_grid_with_a_last_row_that_is_not_full(impl, rng):
    """最後の行が埋まらないとき（余った場所は 0） | when the last row is not full: the rest is 0"""
    return impl.filter_grid(grid_filters(rng, 7, 1, 3, 3), 4)


@grader("filter_grid", points=0.5)
def grade_filter_grid_with_other_margins(impl, rng):
    """margin が 0、2、3 のとき | with margins of 0, 2 and 3"""
    W = grid_filters(rng, 5, 1, 2, 2)
    return [impl.filter_grid(W, 2, 0), impl.filter_grid(W, 3, margin=2), impl.filter_grid(W, 2, margin=3)]


@grader("filter_grid", points=0.5)
def grade_filter_grid_of_tall_and_wide_filters(impl, rng):
    """縦長と横長のフィルター | filters that are taller than wide, and wider than tall"""
    return [impl.filter_grid(grid_filters(rng, 5, 1, *shape), 2) for shape in ((4, 2), (2, 5))]


@grader("filter_grid", points=0.5)
def grade_filter_grid_of_the_first_channel(impl, rng):
    """チャンネルが 3 つのとき：描くのも、最小と最大を求めるのも、最初のチャンネルだけ
    |
    with three channels: what is drawn is the first, and so are the smallest and largest values"""
    W = grid_filters(rng, 4, 3, 2, 3)
    W[:, 1:] *= 3.0
    return impl.filter_grid(W, 2)


@grader("filter_grid", points=0.5)
def grade_filter_grid_of_one_row_or_column(impl, rng):
    """1 行だけ、1 列だけ、フィルターが columns より少ないとき
    |
    a single row, a single column, and fewer filters than columns"""
    W = grid_filters(rng, 3, 1, 2, 2)
    return [impl.filter_grid(W, 3), impl.filter_grid(W, 1), impl.filter_grid(W, 5)]


@grader("filter_grid", points=0.5)
def grade_filter_grid_of_values_of_one_sign(impl, rng):
    """正の値だけ、負の値だけのフィルターも 0 から 1 まで | filters of one sign only become 0 to 1, too"""
    W = rng.uniform(1.0, 3.0, size=(4, 1, 2, 2))
    return [impl.filter_grid(W, 2), impl.filter_grid(-W, 2)]


@grader("filter_grid", points=0.5)
def grade_filter_grid_leaves_the_filters(impl, rng):
    """W を書き換えない | leaves W unchanged"""
    W = grid_filters(rng, 3, 2, 2, 2)
    return [impl.filter_grid(W, 2), W]
