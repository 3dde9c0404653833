using System.Buffers;
using System.Collections.Immutable;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Generated.Tests.Support;

/// <summary>Makes contracts of random members: by the constructor of most parameters, and by what can be set after that.</summary>
internal sealed class RandomContracts(int seed)
{
    private const int MaxDepth = 4;

    private static readonly ConcurrentDictionary<Type, Plan> Plans = new();

    private readonly Random _random = new(seed);

    /// <summary>A value of the type; null at random where a reference or a nullable allows it.</summary>
    public object? Make(Type type, bool allowsNull, int depth = 0, ICustomAttributeProvider? member = null)
    {
        Type underlying = Nullable.GetUnderlyingType(type) ?? type;
        if ((allowsNull || underlying != type) && (depth > MaxDepth || _random.Next(4) == 0))
        {
            return null;
        }

        return underlying.IsEnum ? Pick(Enum.GetValues(underlying))
            : Scalar(underlying, member)
            ?? Collection(underlying, depth)
            ?? Contract(underlying, depth);
    }

    private object Pick(Array values) => values.GetValue(_random.Next(values.Length))!;

    private object? Scalar(Type type, ICustomAttributeProvider? member) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => _random.Next(2) == 0,
        TypeCode.Byte => (byte)_random.Next(),
        TypeCode.SByte => (sbyte)_random.Next(),
        TypeCode.UInt16 => (ushort)_random.Next(),
        TypeCode.Int16 => (short)_random.Next(),
        TypeCode.UInt32 => (uint)Wide(),
        TypeCode.Int32 => (int)Wide(),
        TypeCode.UInt64 => (ulong)Wide(),
        TypeCode.Int64 => Wide(),
        TypeCode.Single => BitConverter.Int32BitsToSingle((int)Wide()) is { } single && float.IsNaN(single) ? 0.5f : BitConverter.Int32BitsToSingle((int)Wide() & 0x3FFFFFFF),
        TypeCode.Double => _random.NextDouble() * _random.Next(),
        TypeCode.Decimal => new decimal((int)Wide(), (int)Wide(), _random.Next(), _random.Next(2) == 0, (byte)_random.Next(29)),
        TypeCode.Char => (char)_random.Next(0x20, 0xD7FF),
        TypeCode.String => Text(),
        TypeCode.DateTime => DateTime.UnixEpoch.AddMilliseconds(_random.NextInt64(-1L << 40, 1L << 42)),
        _ => Named(type, member),
    };

    private object? Named(Type type, ICustomAttributeProvider? member)
        => type == typeof(Guid) ? new Guid(Bytes(16))
            : type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch.AddMilliseconds(_random.NextInt64(-1L << 40, 1L << 42))
            : type == typeof(DateOnly) ? DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber))
            : type == typeof(TimeOnly) ? new TimeOnly(_random.NextInt64(TimeSpan.TicksPerDay))
            : type == typeof(TimeSpan) ? Duration(member)
            : type == typeof(Rune) ? new Rune(_random.Next(0x10000, 0x10FFFF))
            : type == typeof(Uri) ? new Uri("http://example.org/" + _random.Next())
            : type == typeof(AmqpSymbol) ? new AmqpSymbol(Text())
            : type == typeof(AmqpDecimal32) ? new AmqpDecimal32((uint)Wide())
            : type == typeof(AmqpDecimal64) ? new AmqpDecimal64((ulong)Wide())
            : type == typeof(AmqpDecimal128) ? new AmqpDecimal128((ulong)Wide(), (ulong)Wide())
            : type == typeof(AmqpMessageId) ? new AmqpMessageId((ulong)Wide())
            : type == typeof(byte[]) ? Bytes(_random.Next(20))
            : type == typeof(ReadOnlyMemory<byte>) ? new ReadOnlyMemory<byte>(Bytes(_random.Next(20)))
            : type == typeof(Memory<byte>) ? new Memory<byte>(Bytes(_random.Next(20)))
            : type == typeof(ArraySegment<byte>) ? new ArraySegment<byte>(Bytes(_random.Next(20)))
            : type == typeof(ImmutableArray<byte>) ? ImmutableArray.Create(Bytes(_random.Next(20)))
            : type == typeof(ReadOnlySequence<byte>) ? new ReadOnlySequence<byte>(Bytes(_random.Next(20)))
            : null;

    /// <summary>Whole milliseconds, positive and short where it may be a time to live.</summary>
    private TimeSpan Duration(ICustomAttributeProvider? member)
        => TimeSpan.FromMilliseconds(member?.IsDefined(typeof(AmqpDurationAttribute), true) == true ? _random.NextInt64(-1L << 40, 1L << 40) : _random.Next());

    private object? Collection(Type type, int depth)
    {
        if (type.IsArray)
        {
            return Items(type.GetElementType()!, depth);
        }

        Type? dictionary = Implemented(type, typeof(IReadOnlyDictionary<,>)) ?? Implemented(type, typeof(IDictionary<,>));
        Type? sequence = Implemented(type, typeof(IEnumerable<>));
        if (dictionary is not null)
        {
            Type[] arguments = dictionary.GetGenericArguments();
            return typeof(RandomContracts).GetMethod(nameof(Map), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(arguments).Invoke(this, [type, depth]);
        }

        return sequence is null || type.GetCustomAttribute<AmqpContractAttribute>() is not null ? null : ListOf(type, Items(sequence.GetGenericArguments()[0], depth));
    }

    private Array Items(Type element, int depth)
    {
        Array items = Array.CreateInstance(element, depth >= MaxDepth ? 0 : _random.Next(4));
        for (int index = 0; index < items.Length; index++)
        {
            items.SetValue(Make(element, allowsNull: false, depth + 1), index);
        }

        return items;
    }

    private static object ListOf(Type type, Array items)
    {
        if (type.IsAssignableFrom(items.GetType()))
        {
            return items;
        }

        Type element = items.GetType().GetElementType()!;
        if (typeof(System.Collections.IList).IsAssignableFrom(type) && !type.IsValueType && type.GetConstructor(Type.EmptyTypes) is { } empty)
        {
            var list = (System.Collections.IList)empty.Invoke(null);
            foreach (object? item in items)
            {
                list.Add(item);
            }

            return list;
        }

        return type == typeof(ImmutableArray<>).MakeGenericType(element)
            ? typeof(ImmutableArray).GetMethods().Single(method => method.Name == "Create" && method.GetParameters() is [{ ParameterType.IsSZArray: true }]).MakeGenericMethod(element).Invoke(null, [items])!
            : Activator.CreateInstance(type, items)!;
    }

    private object Map<TKey, TValue>(Type type, int depth)
        where TKey : notnull
    {
        var map = new Dictionary<TKey, TValue>();
        for (int count = depth >= MaxDepth ? 0 : _random.Next(4); count > 0; count--)
        {
            map[(TKey)Make(typeof(TKey), allowsNull: false, depth + 1)!] = (TValue)Make(typeof(TValue), allowsNull: false, depth + 1)!;
        }

        return type.IsInstanceOfType(map) ? map
            : type == typeof(ImmutableDictionary<TKey, TValue>) ? map.ToImmutableDictionary()
            : Activator.CreateInstance(type, map)!;
    }

    private object Contract(Type type, int depth)
    {
        Plan plan = Plans.GetOrAdd(type, static each => new Plan(each));
        object contract = plan.Constructor is null
            ? RuntimeHelpers.GetUninitializedObject(type)
            : plan.Constructor.Invoke([.. plan.Arguments.Select(argument => Make(argument.Type, argument.AllowsNull, depth + 1, argument.Member))]);
        foreach (Part part in plan.Members)
        {
            object? value = Make(part.Type, part.AllowsNull, depth + 1, part.Member);
            (part.Member as PropertyInfo)?.SetValue(contract, value);
            (part.Member as FieldInfo)?.SetValue(contract, value);
        }

        return contract;
    }

    private static Type? Implemented(Type type, Type definition)
        => type.GetInterfaces().Prepend(type).FirstOrDefault(each => each.IsGenericType && each.GetGenericTypeDefinition() == definition);

    private long Wide() => _random.Next(3) == 0 ? _random.Next(-300, 300) : _random.NextInt64(long.MinValue, long.MaxValue);

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Text() => string.Create(_random.Next(12), _random, static (span, random) =>
    {
        for (int index = 0; index < span.Length; index++)
        {
            span[index] = (char)random.Next(0x20, 0x7F);
        }
    });

    /// <summary>A parameter or a member.</summary>
    private sealed record Part(ICustomAttributeProvider Member, Type Type, bool AllowsNull);

    /// <summary>How contracts of a type are made: by the constructor of most parameters, and what can be set after that.</summary>
    private sealed class Plan
    {
        public Plan(Type type)
        {
            var nulls = new NullabilityInfoContext();
            Constructor = type.GetConstructors().OrderByDescending(each => each.GetParameters().Length).FirstOrDefault();
            ParameterInfo[] parameters = Constructor?.GetParameters() ?? [];
            Arguments = [.. parameters.Select(parameter => new Part(parameter, parameter.ParameterType, nulls.Create(parameter).WriteState != NullabilityState.NotNull))];
            Members =
            [
                .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                    .Where(property => property.CanWrite && !property.IsDefined(typeof(AmqpIgnoreAttribute)) && !parameters.Any(parameter => parameter.Name == property.Name))
                    .Select(property => new Part(property, property.PropertyType, nulls.Create(property).WriteState != NullabilityState.NotNull)),
                .. type.GetFields(BindingFlags.Instance | BindingFlags.Public)
                    .Where(field => !field.IsInitOnly)
                    .Select(field => new Part(field, field.FieldType, nulls.Create(field).WriteState != NullabilityState.NotNull)),
            ];
        }

        public ConstructorInfo? Constructor { get; }

        public Part[] Arguments { get; }

        public Part[] Members { get; }
    }
}
