namespace TypedSender.Amqp.Tests.Encoding;

/// <summary>When two values of AMQP's types are the same key.</summary>
public sealed class ComparerTests
{
    private static readonly AmqpValueComparer Comparer = AmqpValueComparer.Instance;

    public static TheoryData<object?, object?> Same => new()
    {
        { null, null },
        { "a", new string('a', 1) },
        { float.NaN, float.NaN },
        { 1.0m, 1.0m },
        { new byte[] { 1, 2 }, new byte[] { 1, 2 } },
        { new Guid("00112233-4455-6677-8899-aabbccddeeff"), new Guid("00112233-4455-6677-8899-aabbccddeeff") },
        { new List<object?> { 1, "a" }, new List<object?> { 1, "a" } },
        { new AmqpArray(FormatCode.Int, [1], 5ul), new AmqpArray(FormatCode.Int, [1], 5ul) },
        { new AmqpDescribed(5ul, "a"), new AmqpDescribed(5ul, "a") },
        { new AmqpMap { ["a"] = 1, ["b"] = 2 }, new AmqpMap { ["a"] = 1, ["b"] = 2 } },
    };

    public static TheoryData<object?, object?> Different => new()
    {
        { null, 1 },
        { 1, null },
        { null, "a" },
        { 1.0m, 1.00m },
        { 1.0m, 2.0m },
        { 0f, -0f },
        { new byte[] { 1 }, new byte[] { 2 } },
        { new Guid("00112233-4455-6677-8899-aabbccddeeff"), new Guid("00112233-4455-6677-8899-aabbccddeefe") },
        { 1L << 32, 2L << 32 },
        { 1ul << 63, 1ul << 62 },
        { new List<object?> { 1 }, new List<object?> { 1, 1 } },
        { new List<object?> { 1, 2 }, new List<object?> { 1, 3 } },
        { new AmqpArray(FormatCode.Int, [1]), new AmqpArray(FormatCode.SmallInt, [1]) },
        { new AmqpArray(FormatCode.Int, [1], 5ul), new AmqpArray(FormatCode.Int, [1], 6ul) },
        { new AmqpArray(FormatCode.Int, [1], 5ul), new AmqpArray(FormatCode.Int, [2], 5ul) },
        { new AmqpArray(FormatCode.Int, [1], 5ul), new AmqpArray(FormatCode.SmallInt, [2], 5ul) },
        { new AmqpDescribed(5ul, "a"), new AmqpDescribed(5ul, "b") },
        { new AmqpDescribed(5ul, "a"), new AmqpDescribed(6ul, "a") },
        { new AmqpMap { ["a"] = 1 }, new AmqpMap { ["a"] = 1, ["b"] = 2 } },
        { new AmqpMap { ["a"] = 1 }, new AmqpMap { ["b"] = 1 } },
        { new AmqpMap { ["a"] = 1 }, new AmqpMap { ["a"] = 2 } },
        { new AmqpMap { ["a"] = 1, ["b"] = 2 }, new AmqpMap { ["b"] = 2, ["a"] = 1 } },
    };

    [Theory]
    [MemberData(nameof(Same))]
    public void Values_of_one_type_and_content_are_one_key(object? one, object? other)
    {
        Assert.True(Comparer.Equals(one, other));
        Assert.True(Comparer.Equals(other, one));
        Assert.Equal(Comparer.GetHashCode(one), Comparer.GetHashCode(other));
    }

    /// <summary>Hash codes may agree by chance, once in four thousand million runs; what is left out of them makes them agree always.</summary>
    [Theory]
    [MemberData(nameof(Different))]
    public void Values_that_differ_in_anything_are_two_keys_of_two_hash_codes(object? one, object? other)
    {
        Assert.False(Comparer.Equals(one, other));
        Assert.False(Comparer.Equals(other, one));
        Assert.NotEqual(Comparer.GetHashCode(one), Comparer.GetHashCode(other));
    }

    [Fact]
    public void Descriptors_differ_in_form_and_value()
    {
        Assert.NotEqual(new AmqpDescriptor(0), new AmqpDescriptor(new AmqpSymbol("a")));
        Assert.NotEqual(new AmqpDescriptor(1), new AmqpDescriptor(2));
        Assert.True(new AmqpDescriptor(1) != new AmqpDescriptor(2));
        Assert.False(new AmqpDescriptor(1) != new AmqpDescriptor(1));
    }
}
