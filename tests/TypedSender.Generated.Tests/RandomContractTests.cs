using System.Reflection;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Random contracts of every shape of this project come back as they were sent.</summary>
public class RandomContractTests
{
    private const int Total = 100_000;
    private const int ComparedEvery = 100;

    // What cannot be made at random: values that refuse to be sent, and those that hold a function.
    // The last are compared byte by byte where their own tests send them.
    private static readonly HashSet<string> s_left =
    [
        "Fickle", "Unsendable", "Collected", "EveryCollection", "EveryDictionary", "Arrays", "PlainArrays", "JsonValues", "Untyped", "Texts", "Wrapped", "WrappedPlaces", "WrappedRow", "Unwrapped", "EveryEnum", "Extremes", "NestedNulls", "UtcTimes",
    ];

    private static readonly Type[] s_shapes = [.. typeof(RandomContractTests).Assembly.GetTypes().Where(IsShape)];

    [Fact]
    public void Random_contracts_of_every_shape_come_back_equal()
    {
        int seed = Environment.GetEnvironmentVariable("TYPEDSENDER_RANDOM_SEED") is { Length: > 0 } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 20_261_130;
        Assert.True(s_shapes.Length > 30, $"There are {s_shapes.Length} shapes.");
        int compared = 0;
        foreach (Type shape in s_shapes)
        {
            MethodInfo check = typeof(RandomContractTests).GetMethod(nameof(Check), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(shape);
            compared += (int)check.Invoke(null, [seed, (Total / s_shapes.Length) + 1])!;
        }

        Assert.True(compared >= Total, $"{compared} contracts were compared; TYPEDSENDER_RANDOM_SEED={seed}.");
    }

    private static int Check<T>(int seed, int count)
        where T : IAmqpContract<T>
    {
        var random = new RandomContracts(seed);
        for (int index = 0; index < count; index++)
        {
            var contract = (T)random.Make(typeof(T), allowsNull: false)!;
            try
            {
                byte[] bytes = TypedSender.AmqpContracts.Encode(in contract);
                T decoded = TypedSender.AmqpContracts.Decode<T>(bytes);
                Assert.Equal(bytes, TypedSender.AmqpContracts.Encode(in decoded));
                if (index % ComparedEvery == 0)
                {
                    Assert.Equivalent(contract, decoded, strict: true);
                }
            }
            catch (Exception exception) when (exception is not AmqpEncodeException)
            {
                throw new InvalidOperationException($"{typeof(T)} number {index}, TYPEDSENDER_RANDOM_SEED={seed}: {exception.Message}", exception);
            }
        }

        return count;
    }

    private static bool IsShape(Type type)
        => type.GetCustomAttribute<AmqpContractAttribute>() is not null && !type.IsAbstract && RoundTrip.ComesBack(type) && !s_left.Contains(type.Name);
}
