using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Shapes;
using Xunit;

namespace TypedSender.Interop.Tests.GoldenVectors;

/// <summary>What is kept is read by our own decoders as the contract that it was written from, which is then written alike.</summary>
public class GoldenReadingTests
{
    [Theory]
    [InlineData("body-map")]
    [InlineData("body-map-empty")]
    [InlineData("body-map-wide")]
    public void Maps_are_read(string name) => AssertComesBack<EveryType>(name);

    [Theory]
    [InlineData("body-list")]
    [InlineData("body-list-empty")]
    [InlineData("body-list-with-null")]
    [InlineData("body-list-short")]
    [InlineData("body-list-wide")]
    public void Lists_are_read(string name) => AssertComesBack<PlainList>(name);

    [Theory]
    [InlineData("body-raw")]
    [InlineData("body-raw-empty")]
    [InlineData("body-raw-wide")]
    public void Raw_bytes_are_read(string name) => AssertComesBack<RawBody>(name);

    [Fact]
    public void Described_bodies_sequences_and_JSON_are_read()
    {
        AssertComesBack<NamedMap>("body-map-described-by-symbol");
        AssertComesBack<InnerList>("body-list-described-by-symbol");
        AssertComesBack<SequenceBody>("body-sequence");
        AssertComesBack<Purchase>("body-json");
    }

    [Fact]
    public void Members_of_every_kind_are_read()
    {
        AssertComesBack<Wrappers>("member-transparent");
        AssertComesBack<Objects>("member-dynamic");
        AssertComesBack<Documents>("member-json");
        AssertComesBack<TextMembers>("member-text");
        AssertComesBack<PlainTypes>("member-plain-types");
        AssertComesBack<LongList>("member-list-of-300");
        Assert.All(ShapeTable.All.Where(shape => shape.Name.StartsWith("member-array-of-", StringComparison.Ordinal)), shape => AssertComesBack<ArrayMembers>(shape.Name));
    }

    [Fact]
    public void Known_types_and_types_of_others_are_read()
    {
        AssertComesBack<IPayment>("known-type-by-symbol");
        AssertComesBack<Payments>("known-type-as-member");
        AssertComesBack<Change>("known-type-by-discriminator");
        AssertComesBack<Page<Leg>>("contract-generic");
        AssertComesBack<Page<long?>>("contract-generic-of-null");
        AssertComesBack<Parcel<Leg>, ParcelOfLegAmqpEncoder>("contract-external-generic");
        AssertComesBack<System.Numerics.Vector2, System.Numerics.Vector2AmqpEncoder>("contract-external");
    }

    private static void AssertComesBack<T, TEncoder>(string name)
        where TEncoder : struct, TypedSender.GeneratedCode.IAmqpEncoder<T>, TypedSender.GeneratedCode.IAmqpDecoder<T>
    {
        byte[] kept = GoldenFile.Load(name).Bytes;

        Assert.Equal(Convert.ToHexString(kept), Convert.ToHexString(AmqpContracts.Encode<T, TEncoder>(AmqpContracts.Decode<T, TEncoder>(kept))));
    }

    private static void AssertComesBack<T>(string name)
        where T : IAmqpContract<T>
    {
        byte[] kept = GoldenFile.Load(name).Bytes;

        Assert.Equal(Convert.ToHexString(kept), Convert.ToHexString(AmqpContracts.Encode(AmqpContracts.Decode<T>(kept))));
    }
}
