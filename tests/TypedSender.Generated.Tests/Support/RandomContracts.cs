using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TypedSender.Generated.Tests.Support;

/// <summary>Makes contracts of random members: by the constructor of most parameters, and by what can be set after that.</summary>
internal sealed class RandomContracts
{
    private const int MaxDepth = 4;

    private static readonly ConcurrentDictionary<Type, Plan> Plans = new();

    private static readonly ConcurrentDictionary<Type, Type[]> Concretes = new();

    // A constant of another type takes the place of the member when that is null, and cannot be read as the member.
    private static readonly HashSet<string> s_neverNull = ["Levels.PartitionKey"];

    private readonly Random _random;
    private readonly RandomScalars _scalars;

    public RandomContracts(int seed)
    {
        _random = new Random(seed);
        _scalars = new RandomScalars(_random);
    }

    /// <summary>A value of the type; null at random where a reference or a nullable allows it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="allowsNull">Whether a reference may be null.</param>
    /// <param name="depth">How many values are around it.</param>
    /// <param name="member">The member or parameter that holds it, or the collection that it is an element of.</param>
    public object? Make(Type type, bool allowsNull, int depth = 0, ICustomAttributeProvider? member = null)
    {
        Type underlying = Nullable.GetUnderlyingType(type) ?? type;
        if ((allowsNull || underlying != type) && !IsNeverNull(member) && (depth > MaxDepth || _random.Next(4) == 0))
        {
            return null;
        }

        return underlying.IsEnum ? _scalars.Pick(Enum.GetValues(underlying))
            : underlying == typeof(object) ? Anything(depth, member)
            : _scalars.Make(underlying, member)
            ?? Collection(underlying, depth, member)
            ?? Contract(underlying, depth);
    }

    private static bool IsNeverNull(ICustomAttributeProvider? member) => member switch
    {
        ParameterInfo parameter => s_neverNull.Contains($"{parameter.Member.DeclaringType!.Name}.{parameter.Name}"),
        _ => false,
    };

    /// <summary>Whatever [AmqpDynamic] sends: outside the body a simple value alone, and in JSON what its context knows.</summary>
    private object? Anything(int depth, ICustomAttributeProvider? member)
        => member is not null && !member.Has<AmqpDynamicAttribute>() ? _random.Next(2) == 0 ? _random.Next() : _scalars.Make(typeof(string), member)
            : depth < MaxDepth && !member.Has<ApplicationPropertyAttribute>() ? _random.Next(10) switch
        {
            0 => Make(typeof(List<object>), allowsNull: false, depth + 1),
            1 => Make(typeof(Dictionary<string, object>), allowsNull: false, depth + 1),
            2 => Make(typeof(int[]), allowsNull: false, depth + 1),
            _ => _scalars.Any(),
        } : _scalars.Any();

    private object? Collection(Type type, int depth, ICustomAttributeProvider? member)
    {
        if (RandomCollections.ItemOf(type) is { } item)
        {
            return RandomCollections.ListOf(type, Items(item, depth, member));
        }

        return RandomCollections.EntryOf(type) is ({ } key, { } value)
            ? RandomCollections.MapOf(type, key, value, Items(key, depth, member), () => Make(value, allowsNull: false, depth + 1, member))
            : null;
    }

    private Array Items(Type element, int depth, ICustomAttributeProvider? member)
    {
        Array items = Array.CreateInstance(element, depth >= MaxDepth ? 0 : _random.Next(4));
        for (int index = 0; index < items.Length; index++)
        {
            items.SetValue(Make(element, allowsNull: false, depth + 1, member), index);
        }

        return items;
    }

    private object Contract(Type declared, int depth)
    {
        Type[] concretes = Concretes.GetOrAdd(declared, static each => [.. KnownTypes.Of(each)]);
        Type type = concretes[_random.Next(concretes.Length)];
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

    /// <summary>A parameter or a member.</summary>
    private sealed record Part(ICustomAttributeProvider Member, Type Type, bool AllowsNull);

    /// <summary>How contracts of a type are made: by the constructor of most parameters, and what can be set after that.</summary>
    private sealed class Plan
    {
        public Plan(Type type)
        {
            ConstructorInfo[] constructors = type.GetConstructors() is { Length: > 0 } open ? open : type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic);
            Constructor = constructors.OrderByDescending(each => each.GetParameters().Length).FirstOrDefault();
            ParameterInfo[] parameters = Constructor?.GetParameters() ?? [];
            Arguments = [.. parameters.Select(parameter => new Part(parameter, parameter.ParameterType, parameter.AllowsNull()))];
            Members =
            [
                .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                    .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0 && property.PropertyType != typeof(Func<double>) && !property.IsDefined(typeof(AmqpIgnoreAttribute)) && !parameters.Any(parameter => parameter.Name == property.Name))
                    .Select(property => new Part(property, property.PropertyType, property.AllowsNull())),
                .. type.GetFields(BindingFlags.Instance | BindingFlags.Public)
                    .Where(field => !field.IsInitOnly)
                    .Select(field => new Part(field, field.FieldType, field.AllowsNull())),
            ];
        }

        public ConstructorInfo? Constructor { get; }

        public Part[] Arguments { get; }

        public Part[] Members { get; }
    }
}
