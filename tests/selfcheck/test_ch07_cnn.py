"""Visible checks of chapter 7. Read them as examples of what is asked."""

import numpy as np

from autograder.selfcheck import expect


def size_or_error(function, *args):
    """値を返すか、ValueError を起こすか | whether a function returns something or raises ValueError"""
    try:
        return f"return {function(*args)}"
    except ValueError:
        return "raise ValueError"


def test_conv_output_size_of_the_example(impl):
    expect(
        impl.conv_output_size(7, 3),
        5,
        because="(7 − 3) / 1 + 1 = 5 です。型は int です | (7 − 3) / 1 + 1 = 5, and the type is int",
    )


def test_conv_output_size_with_stride(impl):
    expect(
        impl.conv_output_size(7, 3, stride=2),
        3,
        because="(7 − 3) / 2 + 1 = 3 です | it is (7 − 3) / 2 + 1 = 3",
    )


def test_conv_output_size_with_pad(impl):
    expect(
        impl.conv_output_size(28, 5, pad=2),
        28,
        because="(28 + 2 × 2 − 5) / 1 + 1 = 28 です | it is (28 + 2 × 2 − 5) / 1 + 1 = 28",
    )


def test_conv_output_size_with_stride_and_pad(impl):
    expect(
        impl.conv_output_size(9, 5, 3, 1),
        3,
        because="(9 + 2 × 1 − 5) / 3 + 1 = 3 です | it is (9 + 2 × 1 − 5) / 3 + 1 = 3",
    )


def test_conv_output_size_of_an_exact_filter(impl):
    expect(
        size_or_error(impl.conv_output_size, 4, 4),
        "return 1",
        because="入力と同じ大きさのフィルターは、1 か所に置けます | "
        "a filter as large as the input can be laid at one place",
    )


def test_conv_output_size_of_a_rest(impl):
    expect(
        size_or_error(impl.conv_output_size, 8, 3, 2),
        "raise ValueError",
        because="(8 − 3) / 2 は割り切れないので、ValueError を起こします | "
        "(8 − 3) / 2 leaves a rest: raise a ValueError",
    )


def test_conv_output_size_of_a_filter_too_large(impl):
    expect(
        size_or_error(impl.conv_output_size, 3, 5, 2),
        "raise ValueError",
        because="フィルター（5）が入力（3）に収まらないので、ValueError を起こします | "
        "a filter of 5 does not fit into an input of 3: raise a ValueError",
    )


def test_pad_images_of_the_example(impl):
    x = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    expect(
        impl.pad_images(x, 1),
        np.array([[[[0.0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]]]]),
        because="上下左右に、0 が 1 画素ずつ付きます | a border of zeros, one pixel wide, on all four sides",
    )


def test_pad_images_of_a_batch(impl):
    padded = impl.pad_images(np.ones((2, 3, 1, 2)), 2)
    expect(
        np.zeros(np.shape(padded)),
        np.zeros((2, 3, 5, 6)),
        because="形は (2, 3, 1 + 4, 2 + 4) です。画像の枚数とチャンネルの数は変わりません | the shape is "
        "(2, 3, 1 + 4, 2 + 4): the numbers of images and of channels stay",
    )
    expect(
        padded[1, 2],
        np.array([[0.0] * 6, [0.0] * 6, [0.0, 0, 1, 1, 0, 0], [0.0] * 6, [0.0] * 6]),
        because="どの画像の、どのチャンネルにも、同じ縁が付きます | "
        "every channel of every image has the same border",
    )


def test_pad_images_keeps_the_dtype(impl):
    expect(
        impl.pad_images(np.full((1, 1, 1, 1), 200, dtype=np.uint8), 1),
        np.array([[[[0, 0, 0], [0, 200, 0], [0, 0, 0]]]], dtype=np.uint8),
        dtype=True,
        because="要素の型は変わりません | the type of the elements stays",
    )


def test_pad_images_with_pad_0(impl):
    x = np.array([[[[1.0, 2.0]]]])
    expect(
        impl.pad_images(x, 0),
        np.array([[[[1.0, 2.0]]]]),
        because="pad が 0 なら、縁は付きません | with pad 0 there is no border",
    )


def test_apply_filter_of_the_example(impl):
    image = np.array([[1.0, 2, 0, 1], [0, 1, 3, 0], [2, 0, 1, 2]])
    kernel = np.array([[1.0, 0], [2, -1]])
    expect(
        impl.apply_filter(image, kernel),
        np.array([[0.0, 1, 6], [4, 0, 3]]),
        because="左上は 1×1 + 2×0 + 0×2 + 1×(−1) = 0、その右は 2×1 + 0×0 + 1×2 + 3×(−1) = 1 です | "
        "at the upper left it is 1×1 + 2×0 + 0×2 + 1×(−1) = 0, then 2×1 + 0×0 + 1×2 + 3×(−1) = 1",
    )


def test_apply_filter_that_is_wide(impl):
    image = np.array([[1.0, 2, 3, 4], [5, 6, 7, 8]])
    expect(
        impl.apply_filter(image, np.array([[1.0, 0, -2]])),
        np.array([[-5.0, -6], [-9, -10]]),
        because="高さ 1、幅 3 のフィルターは、縦に 2 か所、横に 2 か所に置けます | "
        "a filter of height 1 and width 3 has two places downwards and two to the right",
    )


def test_apply_filter_as_large_as_the_image(impl):
    expect(
        impl.apply_filter(np.array([[1.0, 2], [3, 4], [5, 6]]), np.array([[1.0, 0], [0, 1], [1, 0]])),
        np.array([[10.0]]),
        because="置ける場所は 1 つだけで、1 + 4 + 5 = 10 です | "
        "there is a single place for it, and it gives 1 + 4 + 5 = 10",
    )


def test_apply_filter_of_whole_numbers(impl):
    expect(
        np.asarray(impl.apply_filter(np.array([[1, 2], [3, 4]]), np.array([[0.25]])), dtype=float),
        np.array([[0.25, 0.5], [0.75, 1.0]]),
        because="整数の画像でも、フィルターが小数なら、結果も小数になります | "
        "an image of whole numbers, too, gives fractions when the filter has them",
    )


def test_apply_filter_leaves_the_image(impl):
    image = np.array([[1.0, 2], [3, 4]])
    impl.apply_filter(image, np.array([[2.0]]))
    expect(image, np.array([[1.0, 2], [3, 4]]), because="image は元のままです | image stays as it was")


def test_convolve_one_plane(impl):
    x = np.array([[[[1.0, 2, 0, 1], [0, 1, 3, 0], [2, 0, 1, 2]]]])
    W = np.array([[[[1.0, 0], [2, -1]]]])
    expect(
        impl.convolve(x, W, np.array([0.0])),
        np.array([[[[0.0, 1, 6], [4, 0, 3]]]]),
        because="チャンネルもフィルターも 1 つで、バイアスが 0 なら、apply_filter と同じ値です | "
        "with one channel, one filter and a bias of 0, the values are those of apply_filter",
    )


def test_convolve_two_channels(impl):
    x = np.array([[[[1.0, 2], [3, 4]], [[5.0, 6], [7, 8]]]])
    W = np.array([[[[1.0]], [[10.0]]]])
    expect(
        impl.convolve(x, W, np.array([0.0])),
        np.array([[[[51.0, 62], [73, 84]]]]),
        because="すべてのチャンネルの積を足し合わせます。左上は 1×1 + 5×10 = 51 です | "
        "the products of all channels are added up: 1×1 + 5×10 = 51 at the upper left",
    )


def test_convolve_two_filters_with_biases(impl):
    x = np.array([[[[1.0, 2, 3]], [[1.0, 1, 1]]]])
    W = np.array([[[[1.0, 1]], [[0.0, 0]]], [[[0.0, 1]], [[2.0, 0]]]])
    expect(
        impl.convolve(x, W, np.array([100.0, 0.5])),
        np.array([[[[103.0, 105]], [[4.5, 5.5]]]]),
        because="出力の [0, f] は、f 番目のフィルターの結果に b[f] を 1 回足したものです | "
        "[0, f] of the output is the result of filter f, plus b[f] once",
    )


def test_convolve_a_batch(impl):
    x = np.arange(1.0, 7.0).reshape(3, 1, 1, 2)
    expect(
        impl.convolve(x, np.array([[[[2.0]]]]), np.array([0.0])),
        np.array([[[[2.0, 4]]], [[[6.0, 8]]], [[[10.0, 12]]]]),
        because="画像ごとに結果があります | each image has a result of its own",
    )


def test_convolve_with_stride(impl):
    x = np.arange(15.0).reshape(1, 1, 3, 5)
    expect(
        impl.convolve(x, np.array([[[[1.0]]]]), np.array([0.0]), stride=2),
        np.array([[[[0.0, 2, 4], [10, 12, 14]]]]),
        because="窓は、縦にも横にも 2 ずつ動きます | the window moves by 2, downwards and to the right",
    )


def test_convolve_with_pad(impl):
    x = np.array([[[[1.0, 2, 3], [4, 5, 6]]]])
    expect(
        impl.convolve(x, np.array([[[[1.0, 10]]]]), np.array([0.0]), pad=1),
        np.array([[[[0.0, 0, 0, 0], [10, 21, 32, 3], [40, 54, 65, 6], [0, 0, 0, 0]]]]),
        because="フィルターは、0 の縁を付けた 4×5 の画像の上を動きます | "
        "the filter moves over the image of 4×5 that has a border of zeros",
    )


# 1 チャンネルの画像：1 から 12 を、3 行 4 列に並べたもの |
# an image of one channel: 1 to 12 in 3 rows and 4 columns
COUNTED = np.arange(1.0, 13.0).reshape(1, 1, 3, 4)

# Convolution の例：2×3 の画像 2 枚と、2×2 のフィルター 2 個 |
# an example for Convolution: two images of 2×3, and two filters of 2×2
TWO_IMAGES = np.array([[[[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]]], [[[0.0, 1.0, 1.0], [2.0, 0.0, 1.0]]]])
TWO_FILTERS = np.array([[[[1.0, 0.0], [0.0, -1.0]]], [[[0.0, 1.0], [0.0, 2.0]]]])
TWO_BIASES = np.array([10.0, -10.0])
ONE_FILTER = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])

# Pooling の例：4×4 の画像 | an example for Pooling: an image of 4×4
TO_POOL = np.array(
    [[[[1.0, 2.0, 0.0, 1.0], [3.0, 0.0, 2.0, 4.0], [1.0, 0.0, 6.0, 2.0], [5.0, 2.0, 3.0, 1.0]]]]
)
OVERLAPPING = np.array([[[[1.0, 5.0, 2.0, 0.0], [3.0, 4.0, 6.0, 1.0], [7.0, 0.0, 2.0, 8.0]]]])


def test_im2col_of_one_plane(impl):
    expect(
        impl.im2col(COUNTED, 3, 2),
        np.array(
            [
                [1.0, 2.0, 5.0, 6.0, 9.0, 10.0],
                [2.0, 3.0, 6.0, 7.0, 10.0, 11.0],
                [3.0, 4.0, 7.0, 8.0, 11.0, 12.0],
            ]
        ),
        because="高さ 3、幅 2 の窓は、左から右へ 3 つ。1 つの窓が 1 行です | "
        "there are three windows of height 3 and width 2, from left to right; each is one row",
    )


def test_im2col_order_of_the_windows(impl):
    expect(
        impl.im2col(COUNTED, 2, 3),
        np.array(
            [
                [1.0, 2.0, 3.0, 5.0, 6.0, 7.0],
                [2.0, 3.0, 4.0, 6.0, 7.0, 8.0],
                [5.0, 6.0, 7.0, 9.0, 10.0, 11.0],
                [6.0, 7.0, 8.0, 10.0, 11.0, 12.0],
            ]
        ),
        because="窓は左から右へ、1 段終わったら下の段へ進みます | "
        "the windows go from left to right, then on to the next line below",
    )


def test_im2col_of_two_channels(impl):
    plane = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    expect(
        impl.im2col(np.stack([plane, 10 * plane])[np.newaxis], 2, 2),
        np.array(
            [
                [1.0, 2.0, 4.0, 5.0, 10.0, 20.0, 40.0, 50.0],
                [2.0, 3.0, 5.0, 6.0, 20.0, 30.0, 50.0, 60.0],
            ]
        ),
        because="1 行の中は、チャンネルごとにまとめて並べます | "
        "within a row the channels come one after the other",
    )


def test_im2col_of_two_images(impl):
    expect(
        impl.im2col(np.array([[[[1.0, 2.0, 3.0]]], [[[4.0, 5.0, 6.0]]]]), 1, 2),
        np.array([[1.0, 2.0], [2.0, 3.0], [4.0, 5.0], [5.0, 6.0]]),
        because="1 枚目の窓が全部終わってから、2 枚目の窓です | "
        "all windows of the first image come before those of the second",
    )


def test_im2col_with_stride(impl):
    expect(
        impl.im2col(COUNTED, 1, 2, stride=2),
        np.array([[1.0, 2.0], [3.0, 4.0], [9.0, 10.0], [11.0, 12.0]]),
        because="窓は、横にも縦にも 2 ずつ動きます | the windows move by 2, across and down",
    )


def test_im2col_with_pad(impl):
    expect(
        impl.im2col(np.array([[[[1.0, 2.0]]]]), 2, 2, pad=1),
        np.array(
            [
                [0.0, 0.0, 0.0, 1.0],
                [0.0, 0.0, 1.0, 2.0],
                [0.0, 0.0, 2.0, 0.0],
                [0.0, 1.0, 0.0, 0.0],
                [1.0, 2.0, 0.0, 0.0],
                [2.0, 0.0, 0.0, 0.0],
            ]
        ),
        because="上下左右に 0 を 1 つずつ足した 3×4 の画像を、2×2 の窓で見ます | "
        "windows of 2×2 look at an image of 3×4, with a 0 added on each of the four sides",
    )


def test_im2col_with_a_rest(impl):
    expect(
        impl.im2col(COUNTED, 2, 2, stride=2),
        np.array([[1.0, 2.0, 5.0, 6.0], [3.0, 4.0, 7.0, 8.0]]),
        because="いちばん下の行には窓が届かないので、使いません | "
        "no window reaches the last line: it is not used",
    )


def test_col2im_without_overlap(impl):
    expect(
        impl.col2im(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]), (1, 1, 3, 4), 1, 2, stride=2),
        np.array([[[[1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 0.0, 0.0], [5.0, 6.0, 7.0, 8.0]]]]),
        because="各行を、im2col がその行を取り出した窓へ戻します | "
        "each row goes back to the window that im2col took it from",
    )


def test_col2im_with_overlap(impl):
    expect(
        impl.col2im(np.array([[1.0, 2.0, 3.0, 4.0], [10.0, 20.0, 30.0, 40.0]]), (1, 1, 2, 3), 2, 2),
        np.array([[[[1.0, 12.0, 20.0], [3.0, 34.0, 40.0]]]]),
        because="まん中の列は両方の窓に入っていて、2 + 10 = 12、4 + 30 = 34 です | "
        "the column in the middle belongs to both windows: 2 + 10 = 12 and 4 + 30 = 34",
    )


def test_col2im_of_channels_and_images(impl):
    expect(
        impl.col2im(np.array([[1.0, 2.0, 10.0, 20.0], [3.0, 4.0, 30.0, 40.0]]), (2, 2, 1, 2), 1, 2),
        np.array([[[[1.0, 2.0]], [[10.0, 20.0]]], [[[3.0, 4.0]], [[30.0, 40.0]]]]),
        because="1 行目が最初の画像の窓で、その前半がチャンネル 0 です | "
        "the first row is the window of the first image, and its first half is channel 0",
    )


def test_col2im_with_pad(impl):
    col = np.repeat([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0]], 4, axis=1)
    expect(
        impl.col2im(col, (1, 1, 1, 2), 2, 2, pad=1),
        np.array([[[[12.0, 16.0]]]]),
        because="左の画素は 1、2、4、5 番目の窓に入っていて、1 + 2 + 4 + 5 = 12。広げた所は切り落とします | "
        "the left pixel is in windows 1, 2, 4 and 5: 1 + 2 + 4 + 5 = 12; what the pad added is cut off",
    )


def test_col2im_with_a_rest(impl):
    expect(
        impl.col2im(np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]), (1, 1, 3, 4), 2, 2, stride=2),
        np.array([[[[1.0, 2.0, 5.0, 6.0], [3.0, 4.0, 7.0, 8.0], [0.0, 0.0, 0.0, 0.0]]]]),
        because="窓が届かないいちばん下の行は 0 です | the last line, where no window reaches, is 0",
    )


def test_Convolution_forward(impl):
    expect(
        impl.Convolution(TWO_FILTERS, TWO_BIASES).forward(TWO_IMAGES),
        np.array([[[[10.0, 9.0]], [[-6.0, -4.0]]], [[[10.0, 10.0]], [[-9.0, -7.0]]]]),
        because="最初の値は 1×1 + 2×0 + 0×0 + 1×(−1) + 10 = 10 です | "
        "the first is 1×1 + 2×0 + 0×0 + 1×(−1) + 10 = 10",
    )


def test_Convolution_forward_of_two_channels(impl):
    layer = impl.Convolution(np.array([[[[1.0, 2.0]], [[10.0, 20.0]]]]), np.array([0.5]))
    expect(
        layer.forward(np.array([[[[3.0, 4.0]], [[5.0, 6.0]]], [[[1.0, 0.0]], [[0.0, 1.0]]]])),
        np.array([[[[181.5]]], [[[21.5]]]]),
        because="2 つのチャンネルの積をすべて足すので、3×1 + 4×2 + 5×10 + 6×20 + 0.5 = 181.5 です | "
        "the products of both channels are added up: 3×1 + 4×2 + 5×10 + 6×20 + 0.5 = 181.5",
    )


def test_Convolution_backward(impl):
    layer = impl.Convolution(TWO_FILTERS, TWO_BIASES)
    layer.forward(TWO_IMAGES[:1])
    expect(
        layer.backward(np.array([[[[1.0, 10.0]], [[100.0, -1.0]]]])),
        np.array([[[[1.0, 110.0, -1.0], [0.0, 199.0, -12.0]]]]),
        because="dx の最初の値は、左の窓に届いた 1 と 100 に、フィルターの左上の値を掛けた和で、"
        "1×1 + 100×0 = 1 です | "
        "the first of dx is made of the 1 and the 100 that arrive at the left window, times the filters' "
        "values at the top left: 1×1 + 100×0 = 1",
    )


def test_Convolution_dW_and_db(impl):
    layer = impl.Convolution(TWO_FILTERS, TWO_BIASES)
    layer.forward(TWO_IMAGES[:1])
    layer.backward(np.array([[[[1.0, 10.0]], [[100.0, -1.0]]]]))
    expect(
        layer.dW,
        np.array([[[[21.0, 2.0], [10.0, 31.0]]], [[[98.0, 200.0], [-1.0, 97.0]]]]),
        because="1 つ目のフィルターの勾配は、左の窓 × 1 + 右の窓 × 10 です | "
        "the gradient of the first filter is the left window times 1 plus the right window times 10",
    )
    expect(
        layer.db,
        np.array([11.0, 99.0]),
        because="バイアスは、そのフィルターの出力すべてに足されたので、1 + 10 = 11 です | "
        "a bias was added to all outputs of its filter: 1 + 10 = 11",
    )


def test_Convolution_backward_of_a_batch(impl):
    layer = impl.Convolution(TWO_FILTERS, TWO_BIASES)
    layer.forward(TWO_IMAGES)
    dx = layer.backward(np.array([[[[1.0, 0.0]], [[0.0, 0.0]]], [[[10.0, 0.0]], [[0.0, 3.0]]]]))
    expect(
        [dx, layer.dW, layer.db],
        [
            np.array(
                [[[[1.0, 0.0, 0.0], [0.0, -1.0, 0.0]]], [[[10.0, 0.0, 3.0], [0.0, -10.0, 6.0]]]],
            ),
            np.array([[[[1.0, 12.0], [20.0, 1.0]]], [[[3.0, 3.0], [0.0, 3.0]]]]),
            np.array([11.0, 3.0]),
        ],
        because="dx は画像ごと、dW と db は 2 枚の合計です | "
        "dx is for each image, dW and db are sums over both",
    )


def test_Convolution_with_stride(impl):
    layer = impl.Convolution(ONE_FILTER, np.zeros(1), stride=2)
    expect(
        layer.forward(COUNTED),
        np.array([[[[44.0, 64.0]]]]),
        because="窓は 2 ずつ動き、いちばん下の行には届きません | "
        "the windows move by 2, and do not reach the last line",
    )
    dx = layer.backward(np.array([[[[1.0, 10.0]]]]))
    expect(
        [dx, layer.dW],
        [
            np.array([[[[1.0, 2.0, 10.0, 20.0], [3.0, 4.0, 30.0, 40.0], [0.0, 0.0, 0.0, 0.0]]]]),
            np.array([[[[31.0, 42.0], [75.0, 86.0]]]]),
        ],
        because="dx は x と同じ 3×4 で、窓が届かない所は 0 です | "
        "dx is 3×4 like x, and 0 where no window reaches",
    )


def test_Convolution_with_pad(impl):
    layer = impl.Convolution(ONE_FILTER, np.zeros(1), pad=1)
    expect(
        layer.forward(np.array([[[[1.0, 2.0]]]])),
        np.array([[[[4.0, 11.0, 6.0], [2.0, 5.0, 2.0]]]]),
        because="1×2 の画像が、0 で囲まれて 3×4 になります | the image of 1×2 becomes 3×4, surrounded by 0",
    )
    expect(
        layer.backward(np.array([[[[1.0, 0.0, 0.0], [0.0, 0.0, 10.0]]]])),
        np.array([[[[4.0, 10.0]]]]),
        because="dx は元の 1×2 に戻ります | dx is 1×2 again",
    )


def test_Convolution_twice(impl):
    filters, biases = TWO_FILTERS.copy(), TWO_BIASES.copy()
    layer = impl.Convolution(filters, biases)
    layer.forward(TWO_IMAGES)
    layer.backward(np.ones((2, 2, 1, 2)))
    filters *= 2
    biases *= 2
    expect(
        layer.forward(TWO_IMAGES[:1]),
        np.array([[[[20.0, 18.0]], [[-12.0, -8.0]]]]),
        because="渡した W と b の中身が変わると、レイヤの計算も変わります | "
        "when the elements of the given W and b change, so does what the layer computes",
    )
    layer.backward(np.array([[[[1.0, 10.0]], [[100.0, -1.0]]]]))
    expect(
        layer.db,
        np.array([11.0, 99.0]),
        because="db は毎回、新しく計算します | db is computed anew each time",
    )


def test_Pooling_forward(impl):
    expect(
        impl.Pooling(2, 2).forward(TO_POOL),
        np.array([[[[3.0, 4.0], [5.0, 6.0]]]]),
        because="左上の窓の最大は 3 です（1、2、3、0） | "
        "the largest in the first window is 3 (of 1, 2, 3 and 0)",
    )


def test_Pooling_backward(impl):
    layer = impl.Pooling(2, 2)
    layer.forward(TO_POOL)
    expect(
        layer.backward(np.array([[[[1.0, 2.0], [-3.0, 4.0]]]])),
        np.array(
            [[[[0.0, 0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 2.0], [0.0, 0.0, 4.0, 0.0], [-3.0, 0.0, 0.0, 0.0]]]]
        ),
        because="dout は、窓の中で最大だった場所にだけ流れます | "
        "dout flows to the place of the largest in each window, and nowhere else",
    )


def test_Pooling_of_channels_and_images(impl):
    images = np.array(
        [
            [
                [[1.0, 2.0, 0.0, -1.0], [3.0, 4.0, -2.0, -3.0]],
                [[-1.0, -2.0, 5.0, 6.0], [-3.0, -4.0, 8.0, 7.0]],
            ],
            [[[5.0, 9.0, 1.0, 1.5], [7.0, 8.0, 2.0, 0.0]], [[0.5, 0.1, 3.0, 0.3], [0.2, 0.3, 0.4, 0.6]]],
        ]
    )
    layer = impl.Pooling(2, 2)
    expect(
        layer.forward(images),
        np.array([[[[4.0, 0.0]], [[-1.0, 8.0]]], [[[9.0, 2.0]], [[0.5, 3.0]]]]),
        because="画像ごと、チャンネルごとに最大を取ります | "
        "each channel of each image has a maximum of its own",
    )
    expect(
        layer.backward(np.array([[[[1.0, 10.0]], [[2.0, 20.0]]], [[[3.0, 30.0]], [[4.0, 40.0]]]])),
        np.array(
            [
                [
                    [[0.0, 0.0, 10.0, 0.0], [0.0, 1.0, 0.0, 0.0]],
                    [[2.0, 0.0, 0.0, 0.0], [0.0, 0.0, 20.0, 0.0]],
                ],
                [
                    [[0.0, 3.0, 0.0, 0.0], [0.0, 0.0, 30.0, 0.0]],
                    [[4.0, 0.0, 40.0, 0.0], [0.0, 0.0, 0.0, 0.0]],
                ],
            ]
        ),
        because="最大だった場所は、チャンネルごとに違います | "
        "the place of the largest differs from channel to channel",
    )


def test_Pooling_with_overlap(impl):
    layer = impl.Pooling(2, 3, stride=1)
    expect(
        layer.forward(OVERLAPPING),
        np.array([[[[6.0, 6.0], [7.0, 8.0]]]]),
        because="高さ 2、幅 3 の窓が、1 ずつ動きます | windows of height 2 and width 3 move by 1",
    )
    expect(
        layer.backward(np.array([[[[1.0, 10.0], [100.0, 1000.0]]]])),
        np.array([[[[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 11.0, 0.0], [100.0, 0.0, 0.0, 1000.0]]]]),
        because="6 は 2 つの窓で最大だったので、1 + 10 = 11 が届きます | "
        "the 6 is the largest of two windows, so 1 + 10 = 11 arrives there",
    )


def test_Pooling_with_a_rest(impl):
    layer = impl.Pooling(2, 2)
    images = np.array([[[[1.0, 2.0, 3.0, 4.0, 9.0], [5.0, 0.0, 1.0, 6.0, 9.0], [9.0, 9.0, 9.0, 9.0, 9.0]]]])
    expect(
        layer.forward(images),
        np.array([[[[5.0, 6.0]]]]),
        because="右端の列といちばん下の行には、窓が届きません | "
        "no window reaches the last column and the last line",
    )
    expect(
        layer.backward(np.array([[[[1.0, 10.0]]]])),
        np.array([[[[0.0, 0.0, 0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 10.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0]]]]),
        because="dx は x と同じ 3×5 で、窓が届かない所は 0 です | "
        "dx is 3×5 like x, and 0 where no window reaches",
    )


def test_Pooling_with_pad(impl):
    layer = impl.Pooling(3, 2, stride=3, pad=1)
    expect(
        layer.forward(np.array([[[[1.0, 9.0], [5.0, 9.0], [9.0, 9.0]]]])),
        np.array([[[[5.0]]]]),
        because="上と左に 1 つ広げたので、窓に入るのは 1 と 5 です | "
        "with one added above and at the left, the window sees the 1 and the 5",
    )
    expect(layer.backward(np.array([[[[2.0]]]])), np.array([[[[0.0, 0.0], [2.0, 0.0], [0.0, 0.0]]]]))


def test_Pooling_two_layers(impl):
    first, second = impl.Pooling(2, 2), impl.Pooling(2, 2)
    first.forward(TO_POOL)
    second.forward(-TO_POOL)
    first.forward(-TO_POOL[:, :, :2])
    expect(
        first.backward(np.array([[[[1.0, 10.0]]]])),
        np.array([[[[0.0, 0.0, 10.0, 0.0], [0.0, 1.0, 0.0, 0.0]]]]),
        because="backward は、そのレイヤの直前の forward の値を使います | "
        "backward uses the values of that layer's own last forward",
    )


# SimpleConvNet の例：4×4 の画像 2 枚 | an example for SimpleConvNet: two images of 4×4
NET_IMAGES = np.array(
    [
        [[[0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 2.0, 0.0], [0.0, 3.0, 4.0, 0.0], [0.0, 0.0, 0.0, 5.0]]],
        [[[0.0, 1.0, 0.0, 0.0], [0.0, -1.0, -2.0, 0.0], [0.0, -3.0, -0.5, 0.0], [2.0, 0.0, 0.0, 0.0]]],
    ]
)


def small_conv_net(impl):
    """まん中だけを見る 3×3 のフィルター 2 個、隠れ層 3、2 出力
    |
    two filters of 3×3 that see nothing but their middle, 3 hidden neurons, 2 outputs"""
    param = {"filter_num": 2, "filter_size": 3, "pad": 0, "stride": 1}
    network = impl.SimpleConvNet((1, 4, 4), param, hidden_size=3, output_size=2, weight_init_std=0.0)
    network.params["W1"][:, 0, 1, 1] = [1.0, -1.0]
    network.params["b1"][...] = [0.0, 2.5]
    network.params["W2"][...] = [[1.0, 0.0, -1.0], [0.0, 1.0, 2.0]]
    network.params["b2"][...] = [0.5, -1.0, 0.5]
    network.params["W3"][...] = [[0.5, -0.5], [0.0, 1.0], [0.1, -0.1]]
    network.params["b3"][...] = [0.1, -0.1]
    return network


def shapes_of_net(network):
    return {key: np.shape(value) for key, value in network.params.items()}


def test_SimpleConvNet_default_shapes(impl):
    expect(
        shapes_of_net(impl.SimpleConvNet()),
        {
            "W1": (30, 1, 5, 5),
            "b1": (30,),
            "W2": (4320, 100),
            "b2": (100,),
            "W3": (100, 10),
            "b3": (10,),
        },
        because="引数を省くと、W2 の行は 30 × 12 × 12 です | "
        "with no arguments given, W2 has 30 × 12 × 12 rows",
    )


def test_SimpleConvNet_shapes_with_padding(impl):
    param = {"filter_num": 4, "filter_size": 3, "pad": 2, "stride": 1}
    expect(
        shapes_of_net(impl.SimpleConvNet((3, 8, 8), param, hidden_size=20, output_size=5)),
        {"W1": (4, 3, 3, 3), "b1": (4,), "W2": (100, 20), "b2": (20,), "W3": (20, 5), "b3": (5,)},
        because="大きさは 8 → 10（畳み込み）→ 5（プーリング）なので、W2 の行は 4 × 5 × 5 です | "
        "sizes go 8 → 10 (convolution) → 5 (pooling), so W2 has 4 × 5 × 5 rows",
    )


def test_SimpleConvNet_shapes_with_stride(impl):
    param = {"filter_num": 4, "filter_size": 3, "pad": 0, "stride": 2}
    expect(
        shapes_of_net(impl.SimpleConvNet((3, 13, 13), param, hidden_size=20, output_size=5)),
        {"W1": (4, 3, 3, 3), "b1": (4,), "W2": (36, 20), "b2": (20,), "W3": (20, 5), "b3": (5,)},
        because="大きさは 13 → 6（畳み込み）→ 3（プーリング）なので、W2 の行は 4 × 3 × 3 です | "
        "sizes go 13 → 6 (convolution) → 3 (pooling), so W2 has 4 × 3 × 3 rows",
    )


def test_SimpleConvNet_initial_params(impl):
    network = impl.SimpleConvNet()
    expect(
        [round(100 * float(np.std(network.params[key]))) for key in ("W1", "W2", "W3")],
        [1, 1, 1],
        because="重みの標準偏差は weight_init_std、省くと 0.01 です（ここでは 100 倍しています） | "
        "the weights have the standard deviation weight_init_std, by default 0.01 (here times 100)",
    )
    expect(
        [round(100 * float(np.mean(network.params[key]))) for key in ("W1", "W2", "W3")],
        [0, 0, 0],
        because="重みの平均は 0 です | the weights have the mean 0",
    )
    expect(
        [np.count_nonzero(network.params[key]) for key in ("b1", "b2", "b3")],
        [0, 0, 0],
        because="バイアスはすべて 0 から始めます | all biases begin at 0",
    )


def test_SimpleConvNet_layers(impl):
    expect(
        list(impl.SimpleConvNet().layers),
        ["Conv1", "Relu1", "Pool1", "Affine1", "Relu2", "Affine2"],
        because="layers のキーと、その順序です | the keys of layers, in this order",
    )


def test_SimpleConvNet_predict(impl):
    expect(
        small_conv_net(impl).predict(NET_IMAGES),
        np.array([[2.35, -1.85], [1.5, 3.0]]),
        because="Pool1 の出力は (4, 1.5) と (0, 5.5)、"
        "Relu2 の出力は (4.5, 0.5, 0) と (0.5, 4.5, 11.5) です | "
        "Pool1 gives (4, 1.5) and (0, 5.5), Relu2 gives (4.5, 0.5, 0) and (0.5, 4.5, 11.5)",
    )


def one_filter_net(impl, size, conv_param):
    """フィルター 1 個、隠れ層 2、2 出力で、点数は Pool1 の奇数番目の和と偶数番目の和
    |
    one filter, 2 hidden neurons, 2 outputs; its scores are the sums of every other number of Pool1"""
    network = impl.SimpleConvNet((1, size, size), conv_param, hidden_size=2, output_size=2)
    middle = conv_param["filter_size"] // 2
    network.params["W1"][...] = 0.0
    network.params["W1"][0, 0, middle, middle] = 1.0
    network.params["W2"][...] = [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]
    network.params["W3"][...] = [[1.0, 0.0], [0.0, 1.0]]
    return network


def test_SimpleConvNet_predict_with_padding(impl):
    network = one_filter_net(impl, 2, {"filter_num": 1, "filter_size": 3, "pad": 2, "stride": 1})
    expect(
        network.predict(np.array([[[[1.0, 2.0], [3.0, 4.0]]]])),
        np.array([[4.0, 6.0]]),
        because="大きさは 2 → 4（畳み込み）→ 2（プーリング）で、Pool1 の出力は (1, 2, 3, 4) です | "
        "sizes go 2 → 4 (convolution) → 2 (pooling), and Pool1 gives (1, 2, 3, 4)",
    )


def test_SimpleConvNet_predict_with_stride(impl):
    network = one_filter_net(impl, 7, {"filter_num": 1, "filter_size": 1, "pad": 0, "stride": 2})
    expect(
        network.predict(np.arange(49.0).reshape(1, 1, 7, 7)),
        np.array([[60.0, 68.0]]),
        because="大きさは 7 → 4（畳み込み）→ 2（プーリング）で、Pool1 の出力は (16, 20, 44, 48) です | "
        "sizes go 7 → 4 (convolution) → 2 (pooling), and Pool1 gives (16, 20, 44, 48)",
    )


def test_SimpleConvNet_loss(impl):
    expect(
        small_conv_net(impl).loss(NET_IMAGES, np.array([0, 0])),
        0.858148441,
        atol=1e-5,
        because="点数 (2.35, −1.85) と (1.5, 3) を last_layer に 1 回だけ通した損失です | "
        "it is the loss of the scores (2.35, −1.85) and (1.5, 3), put through last_layer once",
    )
    expect(
        small_conv_net(impl).loss(NET_IMAGES, np.array([[1, 0], [1, 0]])),
        0.858148441,
        atol=1e-5,
        because="one-hot 表現でも同じ損失です | in one-hot form the loss is the same",
    )


def test_SimpleConvNet_accuracy(impl):
    network, x = small_conv_net(impl), np.concatenate([NET_IMAGES] * 3)  # 0, 1, 0, 1, 0, 1
    expect(
        network.accuracy(x, np.array([0, 1, 0, 0, 1, 1]), batch_size=2),
        2 / 3,
        because="答えは 0、1、0、1、0、1 で、6 枚のうち 4 枚が正解です（2 枚ずつ調べます） | "
        "the answers are 0, 1, 0, 1, 0, 1, and 4 of 6 are right (looking at 2 at a time)",
    )
    expect(
        network.accuracy(x, np.array([[0, 1], [1, 0], [1, 0], [0, 1], [0, 1], [0, 1]]), batch_size=6),
        0.5,
        because="答えは 0、1、0、1、0、1 で、6 枚のうち 3 枚が正解です（t は one-hot 表現） | "
        "the answers are 0, 1, 0, 1, 0, 1, and 3 of 6 are right (t in one-hot form)",
    )


def test_SimpleConvNet_accuracy_in_batches(impl):
    network, sizes = small_conv_net(impl), []
    predict = network.predict

    def noting(x):
        sizes.append(len(x))
        return predict(x)

    network.predict = noting
    network.accuracy(np.concatenate([NET_IMAGES] * 3), np.array([0, 1, 0, 0, 1, 1]), batch_size=2)
    expect(
        max(sizes, default=0) <= 2,
        True,
        because="predict に一度に渡すのは、batch_size（ここでは 2）枚までです | "
        "predict gets at most batch_size images at a time, here 2",
    )


def test_SimpleConvNet_gradient_of_the_last_layers(impl):
    grads = small_conv_net(impl).gradient(NET_IMAGES, np.array([0, 0]))
    expect(
        [grads[key] for key in ("W2", "b2", "W3", "b3")],
        [
            np.array([[-0.029548, 0.029548, 0.0], [-2.25941, 2.25941, -0.449666]]),
            np.array([-0.416174, 0.416174, -0.081757]),
            np.array([[-0.237635, 0.237635], [-1.843236, 1.843236], [-4.701053, 4.701053]]),
            np.array([-0.416174, 0.416174]),
        ],
        atol=1e-6,
        because="last_layer から Affine2、Relu2、Affine1 の順にさかのぼります | "
        "going back runs from last_layer through Affine2, Relu2, Affine1",
    )


def test_SimpleConvNet_gradient_of_the_filters(impl):
    grads = small_conv_net(impl).gradient(NET_IMAGES, np.array([[1, 0], [1, 0]]))
    expect(
        [grads["W1"], grads["b1"]],
        [
            np.array(
                [
                    [[[-0.007387, -0.014774, 0.0], [-0.022161, -0.029548, 0.0], [0.0, 0.0, -0.036935]]],
                    [
                        [
                            [0.0, -0.245272, -0.490545],
                            [0.0, -0.72843, -0.107862],
                            [0.490545, 0.022161, 0.029548],
                        ]
                    ],
                ]
            ),
            np.array([-0.007387, 0.252659]),
        ],
        atol=1e-6,
        because="誤差は Affine1 から Pool1、Relu1、Conv1 の順にさかのぼります | "
        "from Affine1 the error goes back through Pool1, Relu1, Conv1",
    )


def test_SimpleConvNet_sees_updated_params(impl):
    network = small_conv_net(impl)
    network.params["b1"] -= 1.0
    network.params["W3"] *= 2.0
    expect(
        network.predict(NET_IMAGES),
        np.array([[3.6, -3.6], [2.5, 4.5]]),
        because="params の配列の中身を変えると、レイヤの計算も変わります | "
        "when the arrays of params change inside, the layers compute with the new values",
    )


def three_filters():
    """1×2 のフィルター 3 個 | three filters of 1×2"""
    return np.array([[[[-1.0, 0.0]]], [[[1.0, 3.0]]], [[[2.0, 1.0]]]])


def test_filter_grid_of_three_filters(impl):
    expect(
        impl.filter_grid(three_filters(), 2),
        np.array([[0.0, 0.25, 0.0, 0.5, 1.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.75, 0.5, 0.0, 0.0, 0.0]]),
        picture="image",
        because="最小の −1 が 0、最大の 3 が 1 になり、余った場所は 0 です | "
        "the smallest, −1, becomes 0, the largest, 3, becomes 1, and the rest is 0",
    )


def test_filter_grid_without_margin(impl):
    expect(
        impl.filter_grid(three_filters(), 3, margin=0),
        np.array([[0.0, 0.25, 0.5, 1.0, 0.75, 0.5]]),
        because="1 行にすき間なく並びます | they stand in one row without gaps",
    )


def test_filter_grid_of_full_rows(impl):
    W = np.arange(16.0).reshape(4, 1, 2, 2)
    expect(
        15 * impl.filter_grid(W, 2, margin=2),
        np.array(
            [
                [0.0, 1.0, 0.0, 0.0, 4.0, 5.0],
                [2.0, 3.0, 0.0, 0.0, 6.0, 7.0],
                [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                [8.0, 9.0, 0.0, 0.0, 12.0, 13.0],
                [10.0, 11.0, 0.0, 0.0, 14.0, 15.0],
            ]
        ),
        because="フィルターは左から右へ、上の行から並び、間の 0 の幅は 2 です（ここでは 15 倍しています） | "
        "filters go from left to right, the top row first, with 2 zeros between (here times 15)",
    )


def test_filter_grid_of_a_last_row_that_is_not_full(impl):
    W = np.arange(12.0).reshape(3, 1, 2, 2)
    expect(
        11 * impl.filter_grid(W, 2, margin=0),
        np.array([[0.0, 1.0, 4.0, 5.0], [2.0, 3.0, 6.0, 7.0], [8.0, 9.0, 0.0, 0.0], [10.0, 11.0, 0.0, 0.0]]),
        because="3 個目のフィルターは 2 行目の左に入り、右は 0 です（ここでは 11 倍しています） | "
        "the third filter stands on the left of the second row, with 0 on its right (here times 11)",
    )


def test_filter_grid_of_the_first_channel(impl):
    W = np.array([[[[1.0], [2.0]], [[90.0], [-70.0]]], [[[5.0], [4.0]], [[0.0], [30.0]]]])
    expect(
        impl.filter_grid(W, 1, margin=1),
        np.array([[0.0], [0.25], [0.0], [1.0], [0.75]]),
        because="最初のチャンネルの値は 1、2 と 5、4 だけです | "
        "the values of the first channel are just 1, 2 and 5, 4",
    )


def test_filter_grid_leaves_the_filters(impl):
    W = three_filters()
    impl.filter_grid(W, 2)
    expect(W, three_filters(), because="W は元のままです | W stays as it was")
