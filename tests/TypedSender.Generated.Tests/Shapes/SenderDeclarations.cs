using TypedSender;
using TypedSender.Generated.Tests.Shapes;

[AmqpSender("global")]
public partial interface IInGlobalNamespace
{
    ValueTask SendAsync(Item item);
}

namespace TypedSender.Generated.Tests.Shapes
{
    /// <summary>Its methods stand in several declarations, and the attribute at one of them.</summary>
    public partial interface IInSeveralParts : IDisposable, IAsyncDisposable
    {
        ValueTask FirstAsync(Item item);
    }

    [AmqpSender("parts")]
    public partial interface IInSeveralParts
    {
        ValueTask SecondAsync(Item item);
    }

    public partial struct InStruct
    {
        public partial interface IInInterface
        {
            public partial record InRecord
            {
                public partial record struct InRecordStruct
                {
                    [AmqpSender("deep")]
                    internal partial interface ISender
                    {
                        ValueTask SendAsync(Item item);
                    }
                }
            }
        }
    }

    public interface ILeft
    {
        [Subject("left")]
        ValueTask SendAsync(Item item);
    }

    public interface IRight
    {
        [Subject("right")]
        ValueTask SendAsync(Item item);
    }

    public interface IBottom : ILeft, IRight;

    /// <summary>A diamond, the same signature from two bases, a closed generic base, and a base method that is implemented here.</summary>
    [AmqpSender("bases")]
    public partial interface IManyBases : IBottom, ILeft, IRight, IBaseSender<Item>, IHalfSender
    {
        const int Constant = 1;

        ValueTask IHalfSender.ForwardAsync(Item item) => OwnAsync(item with { N = item.N + 10 });

        ValueTask OwnAsync(Item item);

        ValueTask TwiceAsync(Item item) => OwnAsync(Doubled(item));

        static int Count { get; set; }

        private static Item Doubled(Item item) => item with { N = item.N * 2 };

        class Nested
        {
        }
    }

    public interface IHalfSender
    {
        ValueTask ForwardAsync(Item item);
    }

    /// <summary>Methods of one name.</summary>
    [AmqpSender("overloads")]
    public partial interface IOverloads
    {
        [Subject("one")]
        ValueTask SendAsync(Item item);

        [Subject("in")]
        ValueTask SendAsync(in Item item);

        [Subject("value")]
        ValueTask SendAsync(ValueItem item);

        [Subject("list")]
        ValueTask SendAsync(IReadOnlyList<Item> items);

        [Subject("arity")]
        ValueTask SendAsync(Item item, [To] string to);

        [Subject("generic")]
        ValueTask SendAsync<T>(T item)
            where T : IAmqpContract<T>;
    }
}
